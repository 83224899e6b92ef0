package org.triggerworkbench.experiment.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * What a cluster is asked for: the table {@code [slurm]} of a matrix file, and what the command line says over it.
 *
 * @param options of sbatch by their long names, such as {@code partition}
 * @param extra more options of sbatch, as they are written there
 * @param modules loaded before a cell is run
 * @param container image that a cell is run in by apptainer; null for none
 * @param command words that start this program on the cluster's machines; null for those of this process, in a container
 *     {@code trigger-workbench}
 * @param parallel tasks of an array at a time; 0 leaves that to the cluster
 * @param attempts how often a cell may be lost
 * @param pollSeconds from one look at the queue to the next
 */
record SlurmSettings(
        Map<String, String> options,
        List<String> extra,
        List<String> modules,
        @Nullable String container,
        @Nullable String command,
        int parallel,
        int attempts,
        int pollSeconds) {
    private static final Messages TEXT = Messages.of(SlurmSettings.class);
    /** In the file, and by the same names on the command line. */
    private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

    static {
        OPTIONS.put("partition", "partition");
        OPTIONS.put("time", "time");
        OPTIONS.put("memory", "mem");
        OPTIONS.put("gres", "gres");
        OPTIONS.put("account", "account");
    }

    private static final List<String> OTHERS =
            List.of("extra", "modules", "container", "command", "parallel", "attempts", "poll-seconds");

    /**
     * @param flags of the command line, by the same keys; they win
     * @throws InputException if a key is not known or has a value that cannot be used
     */
    static SlurmSettings of(Path file, TomlTable table, Map<String, String> flags) {
        List<String> known = new ArrayList<>(OPTIONS.keySet());
        known.addAll(OTHERS);
        ExperimentFile.requireKnown(file, table, known);
        Map<String, String> options = new LinkedHashMap<>();
        OPTIONS.forEach((key, option) -> {
            String value = flags.getOrDefault(key, word(file, table, key));
            if (value != null) {
                options.put(option, value);
            }
        });
        String modules = flags.get("modules");
        return new SlurmSettings(
                options,
                words(file, table, "extra"),
                modules == null ? words(file, table, "modules") : List.of(modules.split(",", -1)),
                flags.getOrDefault("container", word(file, table, "container")),
                flags.getOrDefault("command", word(file, table, "command")),
                count(file, table, "parallel", 0),
                count(file, table, "attempts", Progress.ATTEMPTS),
                count(file, table, "poll-seconds", 10));
    }

    private static @Nullable String word(Path file, TomlTable table, String key) {
        Object value = table.get(List.of(key));
        return switch (value) {
            case null -> null;
            case String word -> plain(file, key, word);
            case Long number -> number.toString();
            default -> throw wrong(file, key);
        };
    }

    private static List<String> words(Path file, TomlTable table, String key) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof TomlArray array)) {
            throw wrong(file, key);
        }
        List<String> words = new ArrayList<>();
        for (Object one : array.toList()) {
            if (!(one instanceof String word)) {
                throw wrong(file, key);
            }
            words.add(plain(file, key, word));
        }
        return words;
    }

    /** A line break would begin another line of the script. */
    private static String plain(Path file, String key, String word) {
        if (word.chars().anyMatch(Character::isISOControl)) {
            throw wrong(file, key);
        }
        return word;
    }

    private static int count(Path file, TomlTable table, String key, int preset) {
        Object value = table.get(List.of(key));
        if (value == null) {
            return preset;
        }
        if (!(value instanceof Long number) || number < 1 || number > 100_000) {
            throw wrong(file, key);
        }
        return number.intValue();
    }

    private static InputException wrong(Path file, String key) {
        return new InputException(TEXT.get("slurm.value", file, key));
    }
}
