package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.Layers;
import org.triggerworkbench.model.Parameters;

/** The image tower: a vision transformer whose class token (CLIP) or pooled patches (SigLIP) stand for the image. */
final class VisionTower {
    private static final String EMBEDDINGS = ClipWeights.VISION_TOWER + "embeddings.";

    private final Parameters weights;
    private final Layers layers;
    private final int patch;
    private final TransformerBlocks blocks;
    /** Null where a class token stands for the image. */
    private final @Nullable PoolingHead head;

    VisionTower(Parameters weights, ClipConfig config) {
        this(weights, config, Attention.SOFTMAX);
    }

    /** @param softmax as of {@link TransformerBlock} */
    VisionTower(Parameters weights, ClipConfig config, UnaryOperator<NDArray> softmax) {
        this.weights = weights;
        this.layers = new Layers(weights, config.vision().epsilon());
        this.patch = config.patchSize();
        this.head = config.kind() == ClipConfig.Kind.SIGLIP ? new PoolingHead(weights, config.vision()) : null;
        this.blocks =
                new TransformerBlocks(weights, ClipWeights.VISION_TOWER + "encoder.layers.", config.vision(), softmax);
    }

    /**
     * Hidden states: N x T x W before the first block and after each.
     *
     * @param normalised N x 3 x H x W
     * @param attention where the attention of each block is added, or null
     */
    List<NDArray> states(NDArray normalised, @Nullable List<NDArray> attention) {
        return blocks.states(Intermediates.freedOne(() -> embed(normalised)), attention);
    }

    /**
     * Hidden states as {@link #states}, where the last blocks also see learned tokens: [c, _, e] = block([c, p, e]), class token
     * and patches going on, what becomes of the learned tokens dropped.
     *
     * @param prompts p of the last n blocks, n x B x W
     * @return without the learned tokens
     */
    List<NDArray> promptedStates(NDArray normalised, NDArray prompts) {
        List<NDArray> states = new ArrayList<>();
        states.add(Intermediates.freedOne(() -> embed(normalised)));
        int plain = blocks.size() - Math.toIntExact(prompts.getShape().get(0));
        for (int i = 0; i < blocks.size(); i++) {
            TransformerBlock block = blocks.get(i);
            NDArray state = states.getLast();
            states.add(i < plain ? block.forward(state, null) : prompted(block, state, prompts.get(i - plain)));
        }
        return states;
    }

    private static NDArray prompted(TransformerBlock block, NDArray state, NDArray prompt) {
        return Intermediates.freedOne(() -> {
            Shape shape = state.getShape();
            NDArray learned = prompt.expandDims(0)
                    .broadcast(
                            shape.get(0),
                            prompt.getShape().get(0),
                            prompt.getShape().get(1));
            // Where the tokens stand makes no difference to attention, so they go to the end and are cut off there.
            return block.forward(state.concat(learned, 1), null).get(new NDIndex(":, 0:{}", shape.get(1)));
        });
    }

    /** The last hidden state of the tokens that stand for the image: the class token alone, N x 1 x W, or all. */
    NDArray last(NDArray normalised) {
        NDArray state = beforeLast(normalised);
        return head == null ? blocks.last().forwardFirst(state) : blocks.last().forward(state, null);
    }

    /** What the neurons of the last block's MLP put out at the class token, N x inner. */
    NDArray lastNeurons(NDArray normalised) {
        return blocks.last().firstNeurons(beforeLast(normalised)).get(new NDIndex(":, 0"));
    }

    /** Name of the weight that reads {@link #lastNeurons}. */
    String lastReader() {
        return blocks.last().reader();
    }

    /** What stands for the image, of the last state after its norm, N x W. */
    NDArray pooled(NDArray lastState) {
        String norm = ClipWeights.VISION_TOWER + "post_layernorm";
        return head == null
                ? layers.norm(lastState.get(new NDIndex(":, 0")), norm)
                : Intermediates.freedOne(() -> head.pooled(layers.norm(lastState, norm)));
    }

    /** Embeddings of unit length, N x D, of pooled states. */
    NDArray project(NDArray pooled) {
        return Layers.unit(projected(pooled));
    }

    /** Pooled states in the space of the embeddings, N x D, of any length. */
    NDArray projected(NDArray pooled) {
        return head == null ? layers.projection(pooled, "visual_projection") : pooled;
    }

    private NDArray beforeLast(NDArray normalised) {
        return blocks.beforeLast(Intermediates.freedOne(() -> embed(normalised)));
    }

    private NDArray embed(NDArray normalised) {
        String bias = EMBEDDINGS + "patch_embedding.bias";
        NDArray patches = Conv2d.conv2d(
                        normalised,
                        weights.get(EMBEDDINGS + "patch_embedding.weight"),
                        weights.has(bias) ? weights.get(bias) : null,
                        new Shape(patch, patch))
                .singletonOrThrow();
        long n = patches.getShape().get(0);
        long width = patches.getShape().get(1);
        NDArray tokens = patches.reshape(n, width, -1).transpose(0, 2, 1);
        NDArray positions =
                weights.get(EMBEDDINGS + "position_embedding.weight").expandDims(0);
        if (head != null) {
            return tokens.add(positions);
        }
        NDArray classToken =
                weights.get(EMBEDDINGS + "class_embedding").reshape(1, 1, width).broadcast(n, 1, width);
        return layers.norm(classToken.concat(tokens, 1).add(positions), ClipWeights.VISION_TOWER + "pre_layrnorm");
    }
}
