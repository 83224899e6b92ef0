package org.triggerworkbench.defense.inversion;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.model.Layers;

/**
 * All stamped images are to share one embedding (Feng et al. 2023): minus the mean cosine of the pairs of a batch, which is
 * also the success.
 *
 * @param encoder N x 3 x H x W in [0, 1] to N x D
 */
public record CollapseGoal(UnaryOperator<NDArray> encoder) implements Goal {
    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int label(int row) {
        return FoundTrigger.NO_CLASS;
    }

    @Override
    public Reach reach(NDArray stamped, int[] rows, int[] ids) {
        NDArray cosine = meanCosine(encoder.apply(stamped));
        return new Reach(cosine.neg().reshape(1), new double[] {cosine.toFloatArray()[0]});
    }

    /**
     * The mean cosine of all pairs of different rows: (|sum of unit rows|^2 - N) / (N (N - 1)).
     *
     * @param embeddings N x D, N at least 2
     * @return a tensor without dimensions
     */
    public static NDArray meanCosine(NDArray embeddings) {
        long n = embeddings.getShape().get(0);
        NDArray sum = Layers.unit(embeddings).sum(new int[] {0});
        return Scalars.times(sum.square().sum().sub((float) n), 1.0 / (n * (n - 1.0)));
    }
}
