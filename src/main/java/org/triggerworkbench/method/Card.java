package org.triggerworkbench.method;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * What users should know of a method, read from {@code cards/ID.toml} beside the method's class. A card that is absent
 * or lacks something is a mistake of the program, so it is an {@link IllegalStateException} that names the card.
 */
public final class Card {
    /** Those read so far, by class of the attack: the window shows them on its own thread, which reads no file. */
    private static final Map<Class<?>, Card> READ = new ConcurrentHashMap<>();

    private final String name;
    private final TomlTable table;

    private Card(String name, TomlTable table) {
        this.name = name;
        this.table = table;
    }

    /**
     * A work that a method comes from.
     *
     * @param cite authors and title
     * @param link such as {@code arXiv:2310.07632}
     */
    public record Source(String cite, String link) {}

    /** The card of a method; read once. */
    public static Card of(Method method) {
        return READ.computeIfAbsent(method.getClass(), _ -> read(method));
    }

    private static Card read(Method method) {
        String name = "cards/" + method.id() + ".toml";
        try (InputStream in = method.getClass().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is absent");
            }
            TomlParseResult toml = Toml.parse(in);
            if (toml.hasErrors()) {
                throw new IllegalStateException(
                        name + " is no TOML", toml.errors().getFirst());
            }
            return new Card(name, toml);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    /** Name for people. */
    public String title() {
        return text(table, "title");
    }

    /** Where it acts, such as {@code prompt} or {@code model}. */
    public String level() {
        return text(table, "level");
    }

    /** One sentence for those who do not know it. */
    public String summary() {
        return text(table, "summary");
    }

    /** What is minimised over what, and what its letters mean. */
    public String maths() {
        return text(table, "maths");
    }

    /** What to expect of it, and how sure that is. */
    public String note() {
        return text(table, "note");
    }

    /** How sure what it says is: what was read of the method. */
    public String evidence() {
        return text(table, "evidence");
    }

    /** What it takes, as measured. */
    public String cost() {
        return text(table, "cost");
    }

    /** What the literature leads one to expect, as claims that runs show to hold or not. */
    public List<String> mustHold() {
        TomlArray told = table.getArrayOrEmpty("must-hold");
        return IntStream.range(0, told.size()).mapToObj(told::getString).toList();
    }

    /** Values of its own parameters for a first look that takes seconds, by key; empty where its presets are that. */
    public Map<String, Object> quick() {
        return numbers("quick");
    }

    /** Settings of its training that stand in for the usual ones, by key: {@link Double} or {@link String}. */
    public Map<String, Object> training() {
        return numbers("training");
    }

    private Map<String, Object> numbers(String name) {
        Map<String, Object> own = new LinkedHashMap<>();
        table.getTableOrEmpty(name)
                .toMap()
                .forEach((key, value) -> own.put(key, value instanceof Number number ? number.doubleValue() : value));
        return own;
    }

    /** At least one. */
    public List<Source> sources() {
        TomlArray told = table.getArrayOrEmpty("sources");
        if (told.isEmpty()) {
            throw new IllegalStateException(name + " has no sources");
        }
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            TomlTable source = told.getTable(i);
            sources.add(new Source(text(source, "cite"), text(source, "link")));
        }
        return List.copyOf(sources);
    }

    /** A parameter's name for people. */
    public String label(String key) {
        return text(parameter(key), "label");
    }

    /** What a parameter does. */
    public String sentence(String key) {
        return text(parameter(key), "sentence");
    }

    /** Where a parameter's preset comes from. */
    public String source(String key) {
        return text(parameter(key), "source");
    }

    private TomlTable parameter(String key) {
        if (table.get(List.of("parameters", key)) instanceof TomlTable parameter) {
            return parameter;
        }
        throw new IllegalStateException(name + " has no table parameters." + key);
    }

    private String text(TomlTable from, String key) {
        if (from.get(List.of(key)) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new IllegalStateException(name + " has no text " + key);
    }
}
