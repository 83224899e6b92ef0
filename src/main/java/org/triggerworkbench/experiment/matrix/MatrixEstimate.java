package org.triggerworkbench.experiment.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How long what is left of a matrix will take, by the cells that are done.
 *
 * @param done cells with a result
 * @param failed cells that cannot be run
 * @param left cells still to be run
 * @param seconds of all that are left, one after the other; NaN where none is done to go by
 */
public record MatrixEstimate(int done, int failed, int left, double seconds) {
    /** From where the cells of a folder are. Those of a column take as long as the others of it, or as the mean of all. */
    public static MatrixEstimate of(MatrixFolder folder) {
        return of(folder, folder.statuses());
    }

    /** By what is known of the cells already. */
    public static MatrixEstimate of(MatrixFolder folder, Map<MatrixCell, CellStatus> statuses) {
        List<MatrixCell> runs = List.copyOf(folder.plan().runs().values());
        Map<String, OptionalDouble> columns = new HashMap<>();
        OptionalDouble all = mean(runs, statuses, null);
        int done = 0;
        int failed = 0;
        int left = 0;
        double seconds = 0;
        for (MatrixCell cell : runs) {
            switch (statuses.getOrDefault(cell, CellStatus.WAITING).state()) {
                case DONE -> done++;
                case FAILED -> failed++;
                case WAITING, RUNNING, LOST -> {
                    left++;
                    OptionalDouble own =
                            columns.computeIfAbsent(cell.defense(), column -> mean(runs, statuses, column));
                    seconds += own.orElse(all.orElse(Double.NaN));
                }
            }
        }
        return new MatrixEstimate(done, failed, left, seconds);
    }

    private static OptionalDouble mean(
            List<MatrixCell> cells, Map<MatrixCell, CellStatus> statuses, @Nullable String column) {
        return cells.stream()
                .filter(cell -> column == null || column.equals(cell.defense()))
                .map(cell -> statuses.getOrDefault(cell, CellStatus.WAITING))
                .filter(status -> status.state() == CellState.DONE && status.seconds() > 0)
                .mapToDouble(CellStatus::seconds)
                .average();
    }
}
