package org.triggerworkbench.experiment.matrix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tomlj.TomlTable;
import org.triggerworkbench.compute.file.Hashes;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Makes the cells of a plan, row by row. */
final class PlanBuilder {
    private static final int WORDS = 80;
    private static final int HASH = 8;
    private static final Pattern OTHERS = Pattern.compile("[^\\p{Alnum}._=+-]+");
    private static final Pattern ENDS = Pattern.compile("^[-.]+|-+$");

    private final Path file;
    private final String name;
    private final List<Long> seeds;
    private final List<MatrixFile.Named> defenses;
    private final FileHashes hashes = new FileHashes();
    private final List<MatrixRow> rows = new ArrayList<>();
    private final Set<String> labels = new HashSet<>();
    private final Map<String, MatrixCell> attacks = new LinkedHashMap<>();
    private final List<MatrixCell> others = new ArrayList<>();
    private final Map<String, String> recipes = new LinkedHashMap<>();

    PlanBuilder(Path file, String name, List<Long> seeds, List<MatrixFile.Named> defenses) {
        this.file = file;
        this.name = name;
        this.seeds = seeds;
        this.defenses = defenses;
    }

    MatrixPlan build() {
        List<String> columns = new ArrayList<>(List.of(MatrixPlan.NO_DEFENSE));
        defenses.forEach(defense -> columns.add(defense.name()));
        List<MatrixCell> cells = new ArrayList<>(attacks.values());
        cells.addAll(others);
        return new MatrixPlan(name, rows, columns, seeds, cells, Recipes.of(recipes, file));
    }

    /** @param recipe tables of the attack's experiment */
    void add(MatrixFile.Named attack, Map<String, Object> setting, LayeredTable recipe, boolean isControl) {
        MatrixRow row = new MatrixRow(attack.name(), Axis.words(setting), isControl);
        MatrixRow attacked = new MatrixRow(row.attack(), row.settings(), false);
        if (!labels.add(row.label())) {
            throw new InputException(
                    Messages.of(PlanBuilder.class).get("matrix.sameName", file, "axes", FileWord.shown(row.label())));
        }
        rows.add(row);
        for (long seed : seeds) {
            Experiment experiment = read(recipe, attacked.label(), seed);
            String text = text(experiment);
            String hash = Hashes.sha256(bytes(text + hashes.of(experiment)));
            String words = words(attacked.label() + " seed" + seed);
            MatrixCell source = new MatrixCell(
                    id(words, hash), MatrixCell.Kind.ATTACK, attacked, MatrixPlan.NO_DEFENSE, seed, null, hash);
            attacks.putIfAbsent(source.id(), source);
            recipes.put(source.id(), text);
            if (isControl) {
                others.add(new MatrixCell(
                        source.id(), MatrixCell.Kind.CONTROL, row, source.defense(), seed, source.id(), hash));
            }
            for (MatrixFile.Named defense : defenses) {
                others.add(defended(row, defense, recipe, experiment, source));
            }
        }
    }

    private MatrixCell defended(
            MatrixRow row, MatrixFile.Named defense, LayeredTable attack, Experiment attacked, MatrixCell source) {
        LayeredTable recipe = new LayeredTable();
        for (String key : List.of("threads", "device", "model")) {
            copy(attack, List.of(key), recipe);
        }
        for (String key : List.of("source", "test")) {
            copy(attack, List.of("data", key), recipe);
        }
        copy(attack, List.of("prompt", "mapping"), recipe);
        recipe.set(List.of("defense", "target"), attacked.job().target(), null);
        for (String key : defense.table().keySet()) {
            Object value = defense.table().get(List.of(key));
            if (value instanceof TomlTable inner) {
                recipe.table(key, inner.inputPositionOf(List.of(key))).lay(inner);
            } else if (value != null) {
                recipe.set(List.of("defense", key), value, defense.table().inputPositionOf(List.of(key)));
            }
        }
        Experiment experiment = read(recipe, row.label() + " " + defense.name(), source.seed());
        String text = text(experiment);
        String hash = Hashes.sha256(bytes(source.hash() + row.isControl() + text + hashes.of(experiment)));
        String words = words(row.label() + " seed" + source.seed() + " " + defense.name());
        recipes.put(id(words, hash), text);
        return new MatrixCell(
                id(words, hash), MatrixCell.Kind.DEFENSE, row, defense.name(), source.seed(), source.id(), hash);
    }

    private static void copy(LayeredTable from, List<String> path, LayeredTable to) {
        Object value = from.get(path);
        if (value instanceof TomlTable inner) {
            to.table(path.getLast(), from.inputPositionOf(path)).lay(inner);
        } else if (value != null) {
            to.set(path, value, from.inputPositionOf(path));
        }
    }

    private Experiment read(LayeredTable recipe, String title, long seed) {
        LayeredTable whole = recipe.copy();
        whole.set(List.of("name"), title, null);
        whole.set(List.of("seed"), seed, null);
        return ExperimentFile.read(whole, file).resolved();
    }

    private static String text(Experiment experiment) {
        return ExperimentFile.text(experiment);
    }

    private static String words(String text) {
        String plain = ENDS.matcher(OTHERS.matcher(text).replaceAll("-")).replaceAll("");
        return plain.length() > WORDS ? plain.substring(0, WORDS) : plain;
    }

    private static String id(String words, String hash) {
        return words + "-" + hash.substring(0, HASH);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
