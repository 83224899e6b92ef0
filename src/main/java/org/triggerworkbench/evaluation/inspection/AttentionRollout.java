package org.triggerworkbench.evaluation.inspection;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.model.Classifier;

/**
 * Attention rollout (Abnar and Zuidema 2020, section 3) of a vision transformer: with A_l the mean over the heads of layer
 * l's attention,
 *
 * <pre>B_l = rows of (A_l + I) brought to sum 1,    R = B_L ... B_2 B_1</pre>
 *
 * the row of the class token in R, without its first place, says how much of each patch has reached it. The map is that row
 * (of a classifier that reads its patches, the mean of their rows) as a grid, interpolated to the size of the input and
 * divided by its maximum. It does not depend on the class. A forward pass on the calling thread.
 */
public final class AttentionRollout {
    private final Compute compute;
    private final int batchSize;

    /**
     * @param batchSize images per pass, at least 1
     */
    public AttentionRollout(Compute compute, int batchSize) {
        this.compute = compute;
        this.batchSize = batchSize;
    }

    /** Whether the model shows attention; one forward pass tells. */
    public boolean supports(Classifier model) {
        try (TensorScope _ = new TensorScope()) {
            return !model.attention(LayerKinds.blackAndWhite(compute, model)).isEmpty();
        }
    }

    /**
     * One map per image, in order.
     *
     * @throws IllegalArgumentException if the model shows no attention or its patches are no grid
     */
    public List<SaliencyMap> maps(Classifier model, EditedImages images) {
        int height = images.images().height();
        int width = images.images().width();
        List<SaliencyMap> maps = new ArrayList<>();
        for (float[] row : rows(model, images)) {
            int patches = row.length - 1;
            int down = rowsOfGrid(patches, height, width);
            float[] grid = new float[patches];
            System.arraycopy(row, 1, grid, 0, patches);
            maps.add(SaliencyMap.of(grid, down, patches / down, height, width));
        }
        return maps;
    }

    /** Where the classifier reads: the class token, or each patch alike. */
    private static double[] start(Classifier model, int tokens) {
        double[] row = new double[tokens];
        if (model.readsPatches()) {
            Arrays.fill(row, 1, tokens, 1.0 / (tokens - 1));
        } else {
            row[0] = 1;
        }
        return row;
    }

    /** The row that is read of R for each image, T values that sum to 1; the first is the class token's own share. */
    float[][] rows(Classifier model, EditedImages images) {
        float[][] rows = new float[images.size()][];
        int done = 0;
        for (EditedImages part : images.parts(batchSize)) {
            try (TensorScope _ = new TensorScope()) {
                List<float[]> layers = new ArrayList<>();
                int tokens = 0;
                for (NDArray attention : model.attention(part.tensor(compute))) {
                    tokens = Math.toIntExact(attention.getShape().get(2));
                    layers.add(attention.mean(new int[] {1}).toFloatArray());
                }
                if (layers.isEmpty()) {
                    throw new IllegalArgumentException(model.card().name() + " shows no attention");
                }
                for (int i = 0; i < part.size(); i++) {
                    rows[done + i] = row(start(model, tokens), layers, i);
                }
            }
            done += part.size();
        }
        return rows;
    }

    /** The first row of R. */
    static float[] classRow(List<float[]> layers, int image, int tokens) {
        double[] first = new double[tokens];
        first[0] = 1;
        return row(first, layers, image);
    }

    /**
     * A mean of rows of R.
     *
     * @param shares of the rows, summing to 1
     * @param layers from the first to the last, each N x T x T: rows ask, columns are asked
     * @param image which of the N
     */
    private static float[] row(double[] shares, List<float[]> layers, int image) {
        int tokens = shares.length;
        double[] row = shares;
        // A row times the product needs only the product of a row and one matrix at a time, from the last layer back.
        for (float[] layer : layers.reversed()) {
            double[] next = new double[tokens];
            for (int i = 0; i < tokens; i++) {
                int from = (image * tokens + i) * tokens;
                double sum = 1;
                for (int j = 0; j < tokens; j++) {
                    sum += layer[from + j];
                }
                double share = row[i] / sum;
                for (int j = 0; j < tokens; j++) {
                    next[j] += share * layer[from + j];
                }
                next[i] += share;
            }
            row = next;
        }
        float[] result = new float[tokens];
        for (int i = 0; i < tokens; i++) {
            result[i] = (float) row[i];
        }
        return result;
    }

    /** Patches are square, so the grid has the proportions of the picture. */
    private static int rowsOfGrid(int patches, int height, int width) {
        int rows = Math.toIntExact(Math.round(Math.sqrt((double) patches * height / width)));
        if (rows == 0 || patches % rows != 0) {
            throw new IllegalArgumentException(patches + " patches for " + width + " x " + height + " pixels");
        }
        return rows;
    }
}
