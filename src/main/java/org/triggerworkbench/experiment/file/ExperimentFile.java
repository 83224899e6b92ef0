package org.triggerworkbench.experiment.file;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Experiments as TOML files. The table {@code [attack]} or {@code [defense]} also holds the parameters of the method it names. */
public final class ExperimentFile {
    private static final Messages TEXT = Messages.of(ExperimentFile.class);
    private static final String ATTACK = "attack";
    private static final String DEFENSE = "defense";

    private ExperimentFile() {}

    /**
     * Reads an experiment that somebody wrote.
     *
     * @throws InputException if the file is absent, is not TOML, has an unknown key, a value that cannot be used, or one that
     *     its job does not use
     */
    public static Experiment read(Path file) {
        Experiment experiment = readOfRun(file);
        ExperimentCheck.requireUsed(file, experiment);
        return experiment;
    }

    /**
     * Reads an experiment as a run folder keeps it, with a value for every key, also for those that its job does not use.
     *
     * @throws InputException if the file is absent, is not TOML, has an unknown key or a value that cannot be used
     */
    public static Experiment readOfRun(Path file) {
        return of(parse(file), file);
    }

    /**
     * An experiment from its {@link #text}.
     *
     * @param named where it stands, for messages
     * @throws InputException as of {@link #readOfRun}
     */
    public static Experiment ofRun(String text, Path named) {
        return of(sound(Toml.parse(text), named), named);
    }

    /**
     * An experiment that somebody wrote as part of another file.
     *
     * @param named that file, for messages
     * @throws InputException as of {@link #read}
     */
    public static Experiment read(TomlTable table, Path named) {
        Experiment experiment = of(table, named);
        ExperimentCheck.requireUsed(named, experiment);
        return experiment;
    }

    /**
     * Reports keys of a table that nobody knows.
     *
     * @param named the file of the table, for messages
     * @throws InputException naming the first such key, its line and the nearest known one
     */
    public static void requireKnown(Path named, TomlTable table, List<String> known) {
        new TomlRecords(named).requireKnown(table, known);
    }

    private static Experiment of(TomlTable toml, Path file) {
        TomlRecords records = new TomlRecords(file);
        boolean defends = toml.contains(DEFENSE);
        if (defends && toml.contains(ATTACK)) {
            throw new InputException(TEXT.get("experiment.twoJobs", file));
        }
        Experiment.Job kind = (defends ? Experiment.DEFENSE_PRESET : Experiment.PRESET).job();
        Experiment.Job job = inFile(file, () -> job(records, toml, kind));
        Experiment plain = records.read(toml, Experiment.preset(job), List.of(ATTACK, DEFENSE));
        Experiment experiment = plain.withJob(job);
        return inFile(file, () -> {
            ExperimentCheck.require(file, experiment);
            return experiment;
        });
    }

    /** Writes an experiment with every value, in the order of its records. */
    public static void write(Path file, Experiment experiment) {
        AtomicFiles.write(file, text(experiment).getBytes(StandardCharsets.UTF_8));
    }

    /** An experiment as the text of a file, with every value. */
    public static String text(Experiment experiment) {
        StringBuilder toml = new StringBuilder();
        append(toml, "", experiment);
        return toml.toString();
    }

    /**
     * The tables of a file of ours.
     *
     * @throws InputException if it is absent or is not TOML
     */
    public static TomlTable parse(Path file) {
        try {
            return sound(Toml.parse(file), file);
        } catch (NoSuchFileException e) {
            throw new InputException(TEXT.get("experiment.absent", file), e);
        } catch (IOException e) {
            throw new InputException(
                    TEXT.get(Files.isDirectory(file) ? "experiment.folder" : "experiment.unreadable", file), e);
        }
    }

    private static TomlTable sound(TomlParseResult toml, Path file) {
        if (toml.hasErrors()) {
            TomlParseError error = toml.errors().getFirst();
            throw new InputException(
                    TEXT.get(
                            "toml.syntax",
                            file,
                            error.position().line(),
                            FileWord.shown(String.valueOf(error.getMessage()))),
                    error);
        }
        return toml;
    }

    private static Experiment.Job job(TomlRecords records, TomlTable toml, Experiment.Job preset) {
        Object given = toml.get(List.of(preset.table()));
        if (given != null && !(given instanceof TomlTable)) {
            throw records.wrongType(toml, preset.table(), "toml.table");
        }
        TomlTable table = toml.getTableOrEmpty(preset.table());
        String method = word(records, table, "method", preset.method());
        String target = word(records, table, "target", preset.target());
        return switch (preset) {
            case Experiment.AttackSpec _ ->
                new Experiment.AttackSpec(method, target, values(records, table, Attacks.named(method), List.of()));
            case Experiment.Defense defense ->
                new Experiment.Defense(
                        method,
                        target,
                        records.whole(table, "budget", defense.budget()),
                        values(records, table, Defenses.named(method), List.of("budget")));
        };
    }

    /** The method's own parameters in a job's table, which has no keys but them, those of every job and some others. */
    private static Map<String, Object> values(
            TomlRecords records, TomlTable table, Method method, List<String> others) {
        List<String> known = new ArrayList<>(List.of("method", "target"));
        known.addAll(others);
        method.parameters().stream().map(Parameter::key).forEach(known::add);
        records.requireKnown(table, known);
        return ParameterValues.of(method.parameters(), table.toMap()).all();
    }

    private static String word(TomlRecords records, TomlTable table, String key, String preset) {
        return switch (table.get(List.of(key))) {
            case null -> preset;
            case String word -> word;
            case Long number -> number.toString();
            default -> throw records.wrongType(table, key, "toml.text");
        };
    }

    /** What is wrong in the file, as said by those who do not know of the file. */
    private static <T> T inFile(Path file, Supplier<T> part) {
        try {
            return part.get();
        } catch (InputException e) {
            String sentence = e.sentence();
            throw sentence.contains(file.toString())
                    ? e
                    : new InputException(TEXT.get("experiment.in", file, sentence), e);
        }
    }

    private static void append(StringBuilder toml, String table, Record record) {
        Map<String, Record> tables = new LinkedHashMap<>();
        if (!table.isEmpty()) {
            toml.append("\n[").append(table).append("]\n");
        }
        for (RecordComponent component : TomlRecords.components(record)) {
            Object value = TomlRecords.get(component, record);
            switch (value) {
                case Experiment.Job job -> tables.put(job.table(), (Record) job);
                case Record nested -> tables.put(TomlRecords.key(component), nested);
                case Map<?, ?> values ->
                    new TreeMap<>(values).forEach((key, inner) -> line(toml, String.valueOf(key), inner));
                default -> line(toml, TomlRecords.key(component), value);
            }
        }
        tables.forEach((key, nested) -> append(toml, key, nested));
    }

    private static void line(StringBuilder toml, String key, Object value) {
        toml.append(key)
                .append(" = ")
                .append(value instanceof String text ? quoted(text) : value)
                .append('\n');
    }

    private static String quoted(String text) {
        return '"' + Toml.tomlEscape(text).toString() + '"';
    }
}
