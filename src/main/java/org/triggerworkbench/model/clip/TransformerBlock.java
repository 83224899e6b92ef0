package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.Layers;
import org.triggerworkbench.model.Parameters;

/** One pre-norm transformer block: x + attention(norm(x)), then x + MLP(norm(x)). */
final class TransformerBlock {
    private final Layers layers;
    private final String name;
    private final Attention attention;
    private final Mlp mlp;

    TransformerBlock(Parameters weights, String name, TowerConfig config) {
        this(weights, name, config, Attention.SOFTMAX);
    }

    /** @param softmax over the last axis, for weights of a type whose softmax the engine cannot be asked for */
    TransformerBlock(Parameters weights, String name, TowerConfig config, UnaryOperator<NDArray> softmax) {
        this.layers = new Layers(weights, config.epsilon());
        this.name = name;
        this.attention = new Attention(layers, name + "self_attn.", config.heads(), softmax);
        this.mlp = new Mlp(layers, name + "mlp.", config.activation());
    }

    /**
     * @param x N x T x W
     * @param mask T x T added to the attention scores; null lets every token see every other
     * @return the next N x T x W
     */
    NDArray forward(NDArray x, @Nullable NDArray mask) {
        return Intermediates.freedOne(() -> forwardBoth(x, mask).getFirst());
    }

    /** As {@link #forward}; the second tensor is the attention, N x heads x T x T. */
    List<NDArray> forwardWithAttention(NDArray x, @Nullable NDArray mask) {
        return Intermediates.freed(() -> forwardBoth(x, mask));
    }

    /** The next state of the first token alone, N x 1 x W: most of the work saved where nobody reads the others. */
    NDArray forwardFirst(NDArray x) {
        return Intermediates.freedOne(() -> {
            NDArray attended = attendedFirst(x);
            return attended.add(mlp.of(layers.norm(attended, name + "layer_norm2")));
        });
    }

    /** What the MLP's neurons put out at the first token, N x 1 x inner. */
    NDArray firstNeurons(NDArray x) {
        return Intermediates.freedOne(() -> mlp.neurons(layers.norm(attendedFirst(x), name + "layer_norm2")));
    }

    /** What the MLP's neurons put out at each token, N x T x inner; the mask as for {@link #forward}. */
    NDArray allNeurons(NDArray x, @Nullable NDArray mask) {
        return Intermediates.freedOne(() -> {
            NDArray normed = layers.norm(x, name + "layer_norm1");
            NDArray attended = x.add(attention.mix(normed, attention.weights(normed, normed, mask)));
            return mlp.neurons(layers.norm(attended, name + "layer_norm2"));
        });
    }

    /** Name of the weight that reads the neurons, W x inner. */
    String reader() {
        return mlp.reader();
    }

    private NDArray attendedFirst(NDArray x) {
        NDIndex first = new NDIndex(":, 0:1");
        NDArray normed = layers.norm(x, name + "layer_norm1");
        NDArray weights = attention.weights(normed.get(first), normed, null);
        return x.get(first).add(attention.mix(normed, weights));
    }

    private List<NDArray> forwardBoth(NDArray x, @Nullable NDArray mask) {
        NDArray normed = layers.norm(x, name + "layer_norm1");
        NDArray weights = attention.weights(normed, normed, mask);
        NDArray attended = x.add(attention.mix(normed, weights));
        return List.of(attended.add(mlp.of(layers.norm(attended, name + "layer_norm2"))), weights);
    }
}
