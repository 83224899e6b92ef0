package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.Layers;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Normalisation;
import org.triggerworkbench.model.Parameters;

/** A vision transformer under a linear head: what all such tell of their layers. Owns its weights. */
abstract class TransformerClassifier implements Classifier {
    /** Name of the head's layer. */
    static final String HEAD = "classifier";

    final Parameters weights;
    final Layers layers;
    private final int blocks;
    private final ModelCard card;
    private final Normalisation normalisation;

    /** @param tower sizes of its blocks */
    TransformerClassifier(Compute compute, TowerConfig tower, ModelCard card, Parameters weights) {
        this.blocks = tower.layers();
        this.card = card;
        this.weights = weights;
        this.layers = new Layers(weights, tower.epsilon());
        this.normalisation = new Normalisation(compute, card.input());
        weights.freeze();
    }

    /**
     * Hidden states: N x T x W before the first block and after each.
     *
     * @param normalised N x 3 x H x W
     * @param attention where the attention of each block is added, or null
     */
    abstract List<NDArray> states(NDArray normalised, @Nullable List<NDArray> attention);

    /** What the head sees of the last state, N x W. */
    abstract NDArray pooled(NDArray lastState);

    @Override
    public final ModelCard card() {
        return card;
    }

    @Override
    public final int classes() {
        return Math.toIntExact(weights.get(HEAD + ".weight").getShape().get(0));
    }

    @Override
    public final List<String> layers() {
        List<String> names = new ArrayList<>();
        names.add(ClipModel.EMBEDDINGS);
        for (int i = 0; i < blocks; i++) {
            names.add(ClipModel.BLOCK + i);
        }
        names.add(ClipModel.POOLED);
        return names;
    }

    @Override
    public final Activations activations(NDArray images, Set<String> wanted) {
        if (!layers().containsAll(wanted)) {
            throw new IllegalArgumentException("no such layers in " + wanted);
        }
        List<NDArray> states = states(normalise(images), null);
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put(ClipModel.EMBEDDINGS, states.getFirst());
        for (int i = 0; i < blocks; i++) {
            all.put(ClipModel.BLOCK + i, states.get(i + 1));
        }
        NDArray pooled = pooled(states.getLast());
        all.put(ClipModel.POOLED, pooled);
        all.keySet().retainAll(wanted);
        return new Activations(head(pooled), all);
    }

    @Override
    public final List<NDArray> attention(NDArray images) {
        return Intermediates.freed(() -> {
            List<NDArray> attention = new ArrayList<>();
            states(normalise(images), attention);
            return attention;
        });
    }

    @Override
    public final Parameters parameters() {
        return weights;
    }

    @Override
    public final void close() {
        weights.close();
        normalisation.close();
    }

    final NDArray normalise(NDArray images) {
        return normalisation.apply(images);
    }

    final NDArray head(NDArray pooled) {
        return layers.linear(pooled, HEAD);
    }
}
