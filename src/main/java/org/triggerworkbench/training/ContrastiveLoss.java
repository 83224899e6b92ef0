package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Scalars;

/** InfoNCE between rows that belong together (Radford et al. 2021, figure 3). */
public final class ContrastiveLoss {
    private ContrastiveLoss() {}

    /**
     * CLIP's loss on images and their captions, 1/2 (CE(s I T', P) + CE(s T I', P)), where P spreads the mass of each row over
     * equal captions; without equal ones it is the identity.
     *
     * @param images I, N x D rows of unit length
     * @param texts T, N x D rows of unit length, one caption each
     * @param scale s, a scalar
     * @param captions the N captions, of which only the equality counts
     */
    public static NDArray ofPairs(
            Compute compute, NDArray images, NDArray texts, NDArray scale, List<String> captions) {
        return of(images.mul(scale).matMul(texts.transpose()), shares(compute, captions));
    }

    /**
     * 1/2 (CE(S, P) + CE(S', P)), each the mean over the rows.
     *
     * @param similar S, N x N scaled similarities of two kinds of rows
     * @param shares P, N x N, symmetric, each row summing to 1
     */
    public static NDArray of(NDArray similar, NDArray shares) {
        return Scalars.times(
                Losses.crossEntropies(similar, shares)
                        .add(Losses.crossEntropies(similar.transpose(), shares))
                        .mean(),
                0.5);
    }

    /** P, N x N: each row spread evenly over the columns with the same caption. Symmetric. */
    public static NDArray shares(Compute compute, List<String> captions) {
        int n = captions.size();
        Map<String, Integer> count = new HashMap<>();
        captions.forEach(caption -> count.merge(caption, 1, Integer::sum));
        float[] rows = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (captions.get(i).equals(captions.get(j))) {
                    rows[i * n + j] = 1f / count.getOrDefault(captions.get(i), 1);
                }
            }
        }
        return compute.tensor(rows, n, n);
    }
}
