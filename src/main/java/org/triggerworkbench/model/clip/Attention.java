package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.model.Layers;

/** Multi-head self-attention: softmax(Q K^T / sqrt(d) + mask) V, with d = W / heads. */
final class Attention {
    /** The usual one, over the last axis. */
    static final UnaryOperator<NDArray> SOFTMAX = scores -> scores.softmax(-1);

    private final Layers layers;
    private final String name;
    private final int heads;
    private final UnaryOperator<NDArray> softmax;

    Attention(Layers layers, String name, int heads, UnaryOperator<NDArray> softmax) {
        this.softmax = softmax;
        this.layers = layers;
        this.name = name;
        this.heads = heads;
    }

    /**
     * softmax(Q K^T / sqrt(d) + mask), N x heads x R x T.
     *
     * @param readers N x R x W, the tokens that ask: all T, or fewer where only their next state is wanted
     * @param x N x T x W, the tokens that are asked
     */
    NDArray weights(NDArray readers, NDArray x, @Nullable NDArray mask) {
        int size = Math.toIntExact(x.getShape().get(2) / heads);
        // Scaling the queries costs T x d a head, scaling the scores would cost T x T.
        NDArray query = split(Scalars.times(layers.linear(readers, name + "q_proj"), 1 / Math.sqrt(size)));
        NDArray key = split(layers.linear(x, name + "k_proj")).transpose(0, 1, 3, 2);
        NDArray scores = query.matMul(key);
        return softmax.apply(mask == null ? scores : scores.add(mask));
    }

    /** The values mixed by the attention weights and projected, N x R x W. */
    NDArray mix(NDArray x, NDArray weights) {
        NDArray value = split(layers.linear(x, name + "v_proj"));
        NDArray mixed = weights.matMul(value)
                .transpose(0, 2, 1, 3)
                .reshape(x.getShape().get(0), -1, x.getShape().get(2));
        return layers.linear(mixed, name + "out_proj");
    }

    /** N x T x W to N x heads x T x d. */
    private NDArray split(NDArray x) {
        long n = x.getShape().get(0);
        long tokens = x.getShape().get(1);
        return x.reshape(n, tokens, heads, x.getShape().get(2) / heads).transpose(0, 2, 1, 3);
    }
}
