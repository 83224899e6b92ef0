package org.triggerworkbench.method;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;

/**
 * Silences units of a model's layer: the weights that read them become 0, all others what they were.
 *
 * @param original the reader's weights with every unit heard
 * @param units how many there are; each has the same number of the reader's columns
 */
public record UnitSilencer(Compute compute, float[] original, int units) {
    /** @param reader the weight through which alone the units are read, R x (U p) */
    public static UnitSilencer of(Compute compute, NDArray reader, int units) {
        return new UnitSilencer(compute, reader.toFloatArray(), units);
    }

    /** Silences the chosen units alone, in place. */
    public void silence(NDArray reader, int[] chosen) {
        boolean trained = reader.hasGradient();
        try (TensorScope _ = new TensorScope()) {
            NDArray weights =
                    compute.tensor(original, reader.getShape().getShape()).mul(mask(chosen, reader));
            reader.setRequiresGradient(false);
            weights.copyTo(reader);
            reader.setRequiresGradient(trained);
        }
    }

    /** A mask of 0 at the columns of chosen units, of the shape of their reader, in the caller's scope. */
    public NDArray mask(int[] chosen, NDArray reader) {
        int columns = Math.toIntExact(reader.getShape().get(1));
        int each = columns / units;
        float[] mask = new float[columns];
        Arrays.fill(mask, 1);
        for (int unit : chosen) {
            Arrays.fill(mask, unit * each, (unit + 1) * each, 0);
        }
        return compute.tensor(mask, 1, columns);
    }
}
