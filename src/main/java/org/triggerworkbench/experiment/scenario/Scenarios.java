package org.triggerworkbench.experiment.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.open.PromptChoice;

/**
 * The scenes that come with the program, read from {@code assets/scenarios/ID/scenario.toml}. A scene that lacks something is a
 * mistake of the program, so it is an {@link IllegalStateException} that names it.
 *
 * <p>Of TOML these files have a line a key, texts without escapes, whole numbers, pairs of them, and tables. They are read line
 * by line, since the start page waits for them and a whole TOML parser takes a quarter of a second to start.
 */
public final class Scenarios {
    static final String FOLDER = "assets/scenarios/";

    private static final List<String> IDS = List.of(
            "backdoored-prompt",
            "patch-on-a-sign",
            "optimised-patch",
            "blended-image",
            "clean-model",
            "find-the-backdoor");

    private final String id;
    private final Map<String, String> values;

    private Scenarios(String id, Map<String, String> values) {
        this.id = id;
        this.values = values;
    }

    /** Names of all scenes, in the order they are shown in. */
    public static List<String> ids() {
        return IDS;
    }

    /** All scenes, in the order they are shown in. */
    public static List<Scenario> all() {
        return IDS.stream().map(id -> new Scenarios(id, values(id)).scenario()).toList();
    }

    /** Each value as it is written, by its key with its table's name before a dot. */
    static Map<String, String> values(String id) {
        Map<String, String> values = new HashMap<>();
        String table = "";
        try {
            for (String line : Files.readAllLines(Assets.file(FOLDER + id + "/scenario.toml"))) {
                int equals = line.indexOf('=');
                if (line.startsWith("[")) {
                    table = line.substring(1, line.length() - 1) + ".";
                } else if (equals > 0) {
                    values.put(
                            table + line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the scene " + id + " cannot be read", e);
        }
        return values;
    }

    private Scenario scenario() {
        return new Scenario(
                id,
                values.containsKey("from") ? text("from") : id,
                values.containsKey("withheld"),
                text("title"),
                text("promise"),
                text("model"),
                text("data"),
                text("target"),
                values.containsKey("clean-model") ? text("clean-model") : null,
                values.containsKey("clean-prompt") ? text("clean-prompt") : null,
                values.containsKey("backdoored-prompt") ? text("backdoored-prompt") : null,
                values.containsKey("trigger") ? text("trigger") : null,
                PromptChoice.valueOf(constant(text("start"))),
                Scenario.Control.valueOf(constant(text("control"))),
                values.containsKey("control-trigger") ? text("control-trigger") : null,
                expected("live."),
                expected("large."));
    }

    private Scenario.Expected expected(String table) {
        return new Scenario.Expected(
                Integer.parseInt(value(table + "limit")),
                rate(table + Measure.CLEAN_ACCURACY.word()),
                rate(table + Measure.ATTACK_SUCCESS.word()),
                rate(table + Measure.CLEAN_TARGET_RATE.word()),
                rate(table + Measure.CONTROL.word()));
    }

    /** Written as [hits, n]. */
    private Rate rate(String key) {
        String pair = value(key);
        int comma = pair.indexOf(',');
        return new Rate(
                Long.parseLong(pair.substring(1, comma).strip()),
                Long.parseLong(pair.substring(comma + 1, pair.length() - 1).strip()));
    }

    private String text(String key) {
        String quoted = value(key);
        return quoted.substring(1, quoted.length() - 1);
    }

    private String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("the scene " + id + " has no " + key);
        }
        return value;
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The model trained alike without poison of the scene that a model comes from; empty where none comes along. */
    public static Optional<Path> cleanModel(String source) {
        return all().stream()
                .filter(scene -> scene.modelSource().equals(source))
                .flatMap(scene -> Stream.ofNullable(scene.cleanModelFile()))
                .findFirst();
    }
}
