package org.triggerworkbench.experiment.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A matrix as a TOML file: {@code [[attack]]} and {@code [[defense]]} tables on top of an experiment, {@code seeds}, and any other
 * keys of an experiment as {@code [axes]} (each with each) or as {@code [[point]]} tables (one by one). studies/matrix-quick.toml is an example.
 */
public final class MatrixFile {
    private static final Messages TEXT = Messages.of(MatrixFile.class);
    private static final String ATTACK = "attack";
    private static final String DEFENSE = "defense";
    private static final List<String> KEYS = List.of(
            "name",
            "base",
            "experiment",
            "seeds",
            "threads",
            "device",
            "control",
            ATTACK,
            DEFENSE,
            "axes",
            "point",
            "slurm");

    private final Path file;
    private final TomlTable toml;

    private MatrixFile(Path file, TomlTable toml) {
        this.file = file;
        this.toml = toml;
    }

    /**
     * Reads a file to the plan of its cells.
     *
     * @throws InputException if the file is absent, is not TOML, has an unknown key or a value that cannot be used
     */
    public static MatrixPlan plan(Path file, MatrixOptions options) {
        return open(file).plan(options);
    }

    /**
     * Whether a TOML file has keys that only matrices have.
     *
     * @throws InputException if it is absent or not TOML
     */
    public static boolean isMatrix(Path file) {
        TomlTable toml = ExperimentFile.parse(file);
        return toml.isArray(ATTACK)
                || toml.isArray(DEFENSE)
                || Stream.of("base", "experiment", "seeds", "axes", "point").anyMatch(toml::contains);
    }

    /** The table of what a cluster is asked for. */
    static TomlTable slurm(Path file) {
        return open(file).table("slurm");
    }

    private static MatrixFile open(Path file) {
        TomlTable toml = ExperimentFile.parse(file);
        ExperimentFile.requireKnown(file, toml, KEYS);
        MatrixFile matrix = new MatrixFile(file, toml);
        var _ = SlurmSettings.of(file, matrix.table("slurm"), Map.of());
        return matrix;
    }

    private MatrixPlan plan(MatrixOptions options) {
        LayeredTable base = base(options);
        List<Named> attacks = attacks(base);
        List<Axis> axes = axes();
        List<Named> defenses =
                crossed(named(DEFENSE), axes.stream().filter(Axis::isOfDefense).toList());
        List<Map<String, Object>> settings =
                settings(axes.stream().filter(axis -> !axis.isOfDefense()).toList());
        List<Long> seeds = seeds();
        Set<String> controls = defenses.isEmpty() ? Set.of() : controls(attacks);
        PlanBuilder builder = new PlanBuilder(file, name(), seeds, defenses);
        for (Map<String, Object> setting : settings) {
            attacks.stream()
                    .filter(attack -> controls.contains(attack.name()))
                    .forEach(attack -> builder.add(attack, setting, recipe(base, attack, setting), true));
        }
        for (Named attack : attacks) {
            for (Map<String, Object> setting : settings) {
                builder.add(attack, setting, recipe(base, attack, setting), false);
            }
        }
        return builder.build();
    }

    private String name() {
        String given = word("name");
        String plain = String.valueOf(file.getFileName()).replaceFirst("\\.toml$", "");
        return given == null ? plain : given;
    }

    /** The experiment that all stand on: that of the named file, what the table says, what the command line says. */
    private LayeredTable base(MatrixOptions options) {
        LayeredTable base = new LayeredTable();
        String other = word("base");
        if (other != null) {
            Path path = Path.of(other);
            if (!(ExperimentFile.read(path).job() instanceof Experiment.AttackSpec)) {
                throw new InputException(TEXT.get("matrix.baseDefends", file, path));
            }
            base.lay(ExperimentFile.parse(path));
        }
        base.set(List.of("threads"), 1L, null);
        base.lay(table("experiment"));
        for (String key : List.of("threads", "device")) {
            Object value = toml.get(List.of(key));
            if (value != null) {
                base.set(List.of(key), value, toml.inputPositionOf(List.of(key)));
            }
        }
        Integer threads = options.threads();
        if (threads != null) {
            base.set(List.of("threads"), threads.longValue(), null);
        }
        String device = options.device();
        if (device != null) {
            base.set(List.of("device"), device, null);
        }
        return base;
    }

    private @Nullable String word(String key) {
        Object value = toml.get(List.of(key));
        if (value != null && !(value instanceof String)) {
            throw new InputException(TEXT.get("matrix.word", file, key));
        }
        return (String) value;
    }

    /** Empty where the file has none. */
    private TomlTable table(String key) {
        Object value = toml.get(List.of(key));
        if (value != null && !(value instanceof TomlTable)) {
            throw new InputException(TEXT.get("matrix.notTable", file, key));
        }
        return value instanceof TomlTable table ? table : new LayeredTable();
    }

    private List<Named> attacks(LayeredTable base) {
        List<Named> attacks = named(ATTACK);
        if (!attacks.isEmpty()) {
            return attacks;
        }
        LayeredTable own = new LayeredTable();
        if (base.get(List.of(ATTACK)) instanceof TomlTable given) {
            own.lay(given);
        }
        String method = own.get(List.of("method")) instanceof String word
                ? word
                : Experiment.PRESET.job().method();
        return List.of(new Named(method, own));
    }

    /** The tables of an array by their names: their own, or their methods'. */
    private List<Named> named(String key) {
        List<Named> tables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TomlTable given : tables(key)) {
            LayeredTable table = new LayeredTable();
            table.lay(given);
            if (!(table.get(List.of("method")) instanceof String method)) {
                throw new InputException(TEXT.get("matrix.noMethod", file, key));
            }
            String name = table.get(List.of("name")) instanceof String own ? own : method;
            table.remove("name");
            if (!names.add(name) || name.equals(MatrixPlan.NO_DEFENSE)) {
                throw new InputException(TEXT.get("matrix.sameName", file, key, FileWord.shown(name)));
            }
            tables.add(new Named(name, table));
        }
        return tables;
    }

    private List<TomlTable> tables(String key) {
        Object value = toml.get(List.of(key));
        List<TomlTable> tables = new ArrayList<>();
        if (value == null) {
            return tables;
        }
        if (!(value instanceof TomlArray array)) {
            throw new InputException(TEXT.get("matrix.notTables", file, key));
        }
        for (Object one : array.toList()) {
            if (!(one instanceof TomlTable table)) {
                throw new InputException(TEXT.get("matrix.notTables", file, key));
            }
            tables.add(table);
        }
        return tables;
    }

    private List<Axis> axes() {
        List<Axis> axes = new ArrayList<>();
        for (Map.Entry<List<String>, Object> entry : table("axes").entryPathSet(false)) {
            String key = String.join(".", entry.getKey());
            if (!(entry.getValue() instanceof TomlArray values) || values.isEmpty()) {
                throw new InputException(TEXT.get("matrix.axis", file, FileWord.shown(key)));
            }
            requireSettable(key);
            axes.add(new Axis(key, values.toList()));
        }
        return axes;
    }

    private void requireSettable(String key) {
        if (Set.of("seed", "name", "attack.method", "defense.method").contains(key)) {
            throw new InputException(TEXT.get("matrix.axisKey", file, FileWord.shown(key)));
        }
    }

    /** Every point with every choice of the axes. */
    private List<Map<String, Object>> settings(List<Axis> axes) {
        List<Map<String, Object>> settings = new ArrayList<>();
        for (TomlTable point : tables("point")) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Map.Entry<List<String>, Object> entry : point.entryPathSet(false)) {
                String key = String.join(".", entry.getKey());
                requireSettable(key);
                if (key.startsWith(DEFENSE + ".")) {
                    throw new InputException(TEXT.get("matrix.pointDefense", file, FileWord.shown(key)));
                }
                values.put(key, entry.getValue());
            }
            settings.add(values);
        }
        return Axis.cross(settings.isEmpty() ? List.of(Map.of()) : settings, axes);
    }

    private List<Named> crossed(List<Named> defenses, List<Axis> axes) {
        List<Named> all = new ArrayList<>();
        for (Named defense : defenses) {
            for (Map<String, Object> setting : Axis.cross(List.of(Map.of()), axes)) {
                LayeredTable table = defense.table().copy();
                setting.forEach((key, value) ->
                        table.set(List.of(key.substring(DEFENSE.length() + 1).split("\\.", -1)), value, null));
                all.add(new Named(new MatrixRow(defense.name(), Axis.words(setting), false).label(), table));
            }
        }
        return all;
    }

    private List<Long> seeds() {
        Object given = toml.get(List.of("seeds"));
        List<Long> seeds =
                switch (given) {
                    case null -> List.of(1L);
                    case Long count
                    when count > 0 && count <= 1000 ->
                        LongStream.rangeClosed(1, count).boxed().toList();
                    case TomlArray array
                    when array.toList().stream().allMatch(Long.class::isInstance) ->
                        array.toList().stream().map(Long.class::cast).toList();
                    default -> List.of();
                };
        if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
            throw new InputException(TEXT.get("matrix.seeds", file));
        }
        return seeds;
    }

    /** Names of the attacks whose clean counterparts are rows, too. */
    private Set<String> controls(List<Named> attacks) {
        Object given = toml.get(List.of("control"));
        List<String> names = attacks.stream().map(Named::name).toList();
        return switch (given) {
            case null -> Set.of(names.getFirst());
            case Boolean is -> is ? Set.of(names.getFirst()) : Set.of();
            case TomlArray array
            when names.containsAll(array.toList()) -> {
                Set<String> chosen = new HashSet<>();
                array.toList().forEach(name -> chosen.add(String.valueOf(name)));
                yield chosen;
            }
            default ->
                throw new InputException(TEXT.get("matrix.control", file, FileWord.shown(String.join(", ", names))));
        };
    }

    /** The tables of an attack's experiment, without name and seed. */
    private static LayeredTable recipe(LayeredTable base, Named attack, Map<String, Object> setting) {
        LayeredTable recipe = base.copy();
        recipe.remove(ATTACK);
        for (String key : attack.table().keySet()) {
            Object value = attack.table().get(List.of(key));
            boolean isTable = value instanceof TomlTable;
            recipe.set(
                    isTable ? List.of(key) : List.of(ATTACK, key),
                    value instanceof TomlTable table ? merged(recipe, key, table) : Objects.requireNonNull(value),
                    attack.table().inputPositionOf(List.of(key)));
        }
        setting.forEach((key, value) -> recipe.set(List.of(key.split("\\.", -1)), value, null));
        return recipe;
    }

    private static LayeredTable merged(LayeredTable recipe, String key, TomlTable over) {
        LayeredTable all = recipe.get(List.of(key)) instanceof LayeredTable given ? given.copy() : new LayeredTable();
        all.lay(over);
        return all;
    }

    /** A table of the file by its name. */
    record Named(String name, LayeredTable table) {}
}
