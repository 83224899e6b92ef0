package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;

/** (image - mean) / std for each channel; free where it would change nothing. */
public final class Normalisation implements AutoCloseable {
    private final boolean identity;
    private final NDArray mean;
    private final NDArray std;

    public Normalisation(Compute compute, InputSpec input) {
        identity = Arrays.equals(input.mean(), new float[3]) && Arrays.equals(input.std(), new float[] {1, 1, 1});
        try (TensorScope scope = new TensorScope()) {
            mean = scope.keep(compute.tensor(input.mean(), 1, 3, 1, 1));
            std = scope.keep(compute.tensor(input.std(), 1, 3, 1, 1));
        }
    }

    public NDArray apply(NDArray images) {
        return identity ? images : images.sub(mean).div(std);
    }

    @Override
    public void close() {
        mean.close();
        std.close();
    }
}
