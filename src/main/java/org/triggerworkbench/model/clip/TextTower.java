package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.Layers;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.TokenBatch;

/**
 * The text tower of CLIP: a causal transformer whose state at the end-of-text token stands for the text; that of SigLIP looks
 * both ways, and the place that stands for the text is its last.
 */
final class TextTower {
    private static final String EMBEDDINGS = ClipWeights.TEXT_TOWER + "embeddings.";

    private final Compute compute;
    private final ClipConfig.Kind kind;
    private final Parameters weights;
    private final Layers layers;
    private final List<TransformerBlock> blocks = new ArrayList<>();

    TextTower(Compute compute, Parameters weights, ClipConfig config) {
        this.compute = compute;
        this.kind = config.kind();
        this.weights = weights;
        this.layers = new Layers(weights, config.text().epsilon());
        for (int i = 0; i < config.text().layers(); i++) {
            blocks.add(
                    new TransformerBlock(weights, ClipWeights.TEXT_TOWER + "encoder.layers." + i + ".", config.text()));
        }
    }

    /** Rows of the token table, M x L x W. */
    NDArray tokenEmbeddings(TokenBatch tokens) {
        long[] flat = Arrays.stream(tokens.ids()).flatMapToLong(Arrays::stream).toArray();
        NDArray ids = compute.tensor(flat, tokens.size(), tokens.length());
        return rows(ids, weights.get(EMBEDDINGS + "token_embedding.weight"));
    }

    /**
     * Embeddings of unit length, M x D.
     *
     * @param embeddings M x L x W of the tokens, before positions are added
     * @param ends of each text, its last token
     */
    NDArray embeddings(NDArray embeddings, int[] ends) {
        return Intermediates.freedOne(() -> project(pooled(embeddings, ends)));
    }

    /** As {@link #embeddings}: the normed states of the end tokens before the projection, M x W. */
    NDArray pooled(NDArray embeddings, int[] ends) {
        // Norm and projection treat each token for itself: only the end tokens need them.
        return Intermediates.freedOne(() -> layers.norm(
                atEnds(blocks.getLast().forward(beforeLast(embeddings, ends), mask(length(ends))), ends),
                ClipWeights.TEXT_TOWER + "final_layer_norm"));
    }

    /** Embeddings of unit length, M x D, of {@link #pooled} states. */
    NDArray project(NDArray pooled) {
        return Layers.unit(layers.linear(pooled, kind.textProjection()));
    }

    /** What the neurons of the last block's MLP put out at the end tokens, M x inner. */
    NDArray lastNeurons(NDArray embeddings, int[] ends) {
        return Intermediates.freedOne(
                () -> atEnds(blocks.getLast().allNeurons(beforeLast(embeddings, ends), mask(length(ends))), ends));
    }

    /** Name of the weight that reads {@link #lastNeurons}. */
    String lastReader() {
        return blocks.getLast().reader();
    }

    /** Attention of CLIP looks back only, so what follows the last end token changes nothing. */
    private static int length(int[] ends) {
        return Arrays.stream(ends).max().orElse(0) + 1;
    }

    private NDArray beforeLast(NDArray embeddings, int[] ends) {
        return Intermediates.freedOne(() -> {
            int length = length(ends);
            NDArray used =
                    length < embeddings.getShape().get(1) ? embeddings.get(new NDIndex(":, 0:{}", length)) : embeddings;
            NDArray positions =
                    weights.get(EMBEDDINGS + "position_embedding.weight").get(new NDIndex("0:{}", length));
            NDArray state = used.add(positions.expandDims(0));
            NDArray mask = mask(length);
            for (TransformerBlock block : blocks.subList(0, blocks.size() - 1)) {
                state = block.forward(state, mask);
            }
            return state;
        });
    }

    private NDArray atEnds(NDArray state, int[] ends) {
        long length = state.getShape().get(1);
        long width = state.getShape().get(2);
        long[] places = new long[ends.length];
        for (int i = 0; i < ends.length; i++) {
            places[i] = i * length + ends[i];
        }
        return rows(compute.tensor(places, ends.length), state.reshape(-1, width));
    }

    /** Where no token looks ahead; null where all look everywhere. */
    private @Nullable NDArray mask(int length) {
        if (kind == ClipConfig.Kind.SIGLIP) {
            return null;
        }
        float[] mask = new float[length * length];
        for (int row = 0; row < length; row++) {
            Arrays.fill(mask, row * length + row + 1, (row + 1) * length, Float.NEGATIVE_INFINITY);
        }
        return compute.tensor(mask, length, length);
    }

    private static NDArray rows(NDArray indices, NDArray table) {
        return Embedding.embedding(indices, table, SparseFormat.DENSE).singletonOrThrow();
    }
}
