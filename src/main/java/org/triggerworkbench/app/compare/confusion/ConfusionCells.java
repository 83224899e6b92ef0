package org.triggerworkbench.app.compare.confusion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Predictor;

/**
 * A confusion matrix with the images of each cell. Sparse: a thousand classes and 64 images are 64 cells at most.
 *
 * @param classes number of classes K; column K is that of images without an answer
 * @param images places of the images on the sheet, ascending; cells without any are left out
 * @param totals counted images a true class, K
 */
public record ConfusionCells(int classes, Map<Cell, List<Integer>> images, int[] totals) {
    /**
     * @param row true class
     * @param column predicted class
     */
    public record Cell(int row, int column) {}

    /** Of all images, untriggered. */
    public static ConfusionCells clean(int classes, int[] labels, AttackMetrics metrics) {
        return of(classes, labels, metrics.cleanPredictions(), _ -> true);
    }

    /** Of the triggered images that count: not those of the target class. */
    public static ConfusionCells triggered(int classes, int[] labels, AttackMetrics metrics, int target) {
        return of(classes, labels, metrics.triggeredPredictions(), label -> label != target);
    }

    private static ConfusionCells of(int classes, int[] labels, int[] predictions, IntPredicate counts) {
        Map<Cell, List<Integer>> images = new HashMap<>();
        int[] totals = new int[classes];
        for (int i = 0; i < predictions.length; i++) {
            if (counts.test(labels[i])) {
                int column = predictions[i] == Predictor.NO_ANSWER ? classes : predictions[i];
                images.computeIfAbsent(new Cell(labels[i], column), _ -> new ArrayList<>())
                        .add(i);
                totals[labels[i]]++;
            }
        }
        return new ConfusionCells(classes, images, totals);
    }

    public List<Integer> at(Cell cell) {
        return images.getOrDefault(cell, List.of());
    }

    /** Share of its row, in [0, 1]. */
    double share(Cell cell) {
        int total = totals[cell.row()];
        return total == 0 ? 0 : (double) at(cell).size() / total;
    }

    /** Whether any image got no answer, which takes a column more. */
    boolean hasUnanswered() {
        return images.keySet().stream().anyMatch(cell -> cell.column() == classes);
    }
}
