package org.triggerworkbench.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.triggerworkbench.evaluation.Rate;

/**
 * The scenes that come with the program, read from {@code assets/scenarios/ID/scenario.toml}. A scene that lacks something is a
 * mistake of the program, so it is an {@link IllegalStateException} that names it.
 */
public final class Scenarios {
    static final String FOLDER = "assets/scenarios/";

    private static final List<String> IDS = List.of("clean-model");

    private Scenarios() {}

    /** Names of all scenes, in the order they are shown in. */
    public static List<String> ids() {
        return IDS;
    }

    /** All scenes, in the order they are shown in. */
    public static List<Scenario> all() {
        return IDS.stream().map(Scenarios::read).toList();
    }

    private static Scenario read(String id) {
        Path file = Assets.file(FOLDER + id + "/scenario.toml");
        TomlParseResult toml;
        try {
            toml = Toml.parse(file);
        } catch (IOException e) {
            throw new IllegalStateException("the scene " + id + " cannot be read", e);
        }
        if (toml.hasErrors()) {
            throw new IllegalStateException(
                    "the scene " + id + " is no TOML", toml.errors().getFirst());
        }
        return new Scenario(
                id,
                text(id, toml, "title"),
                text(id, toml, "promise"),
                text(id, toml, "model"),
                text(id, toml, "data"),
                text(id, toml, "target"),
                toml.getString("clean-prompt"),
                toml.getString("backdoored-prompt"),
                toml.getString("trigger"),
                Scenario.PromptChoice.valueOf(constant(text(id, toml, "start"))),
                Scenario.Control.valueOf(constant(text(id, toml, "control"))),
                toml.getString("control-trigger"),
                expected(id, toml.getTable("live")),
                expected(id, toml.getTable("large")));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Scenario.Expected expected(String id, @Nullable TomlTable table) {
        if (table == null || !(table.get("limit") instanceof Long limit)) {
            throw new IllegalStateException("the scene " + id + " does not tell what was measured");
        }
        return new Scenario.Expected(
                limit.intValue(),
                rate(id, table, "clean-accuracy"),
                rate(id, table, "attack-success"),
                rate(id, table, "clean-target-rate"),
                rate(id, table, "control"));
    }

    /** Two numbers: hits, and how many could have been. */
    private static Rate rate(String id, TomlTable table, String key) {
        TomlArray counts = table.getArray(key);
        if (counts == null || counts.size() != 2) {
            throw new IllegalStateException("the scene " + id + " has no " + key + " = [hits, n]");
        }
        return new Rate(counts.getLong(0), counts.getLong(1));
    }

    private static String text(String id, TomlTable table, String key) {
        if (table.get(List.of(key)) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalStateException("the scene " + id + " has no text " + key);
    }
}
