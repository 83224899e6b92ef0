package org.triggerworkbench.experiment.matrix;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * All cells of a matrix. Each row has one cell a column and seed, the first column being {@value #NO_DEFENSE}.
 *
 * @param cells attacks before the defences of what they make
 * @param recipes of the cells that have a run of their own
 */
public record MatrixPlan(
        String name,
        List<MatrixRow> rows,
        List<String> columns,
        List<Long> seeds,
        List<MatrixCell> cells,
        Recipes recipes) {
    /** The column of what is not defended. */
    public static final String NO_DEFENSE = "none";

    public MatrixPlan {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        seeds = List.copyOf(seeds);
        cells = List.copyOf(cells);
    }

    /** The cells of a row and a column, one a seed. */
    public List<MatrixCell> cells(MatrixRow row, String column) {
        return cells.stream()
                .filter(cell -> cell.row().equals(row) && cell.defense().equals(column))
                .toList();
    }

    /**
     * The recipe of a cell, read. Of a defence it has the model that is attacked and no trigger: what the attack made of them takes
     * their places once that has run, see {@link MatrixFolder#experiment}.
     *
     * @throws InputException if it cannot be read
     */
    public Experiment experiment(MatrixCell cell) {
        return ExperimentFile.ofRun(recipes.of(cell.id()), Path.of(cell.id()));
    }

    /** Those with a run of their own, by id. */
    public Map<String, MatrixCell> runs() {
        Map<String, MatrixCell> runs = new LinkedHashMap<>();
        cells.stream().filter(MatrixCell::isRun).forEach(cell -> runs.put(cell.id(), cell));
        return runs;
    }

    /**
     * The run of an id.
     *
     * @throws InputException if there is none
     */
    public MatrixCell run(String id) {
        @Nullable MatrixCell cell = runs().get(id);
        if (cell == null) {
            throw new InputException(Messages.of(MatrixPlan.class).get("matrix.noCell", name, id));
        }
        return cell;
    }
}
