package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.ImageTextModel;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Normalisation;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.TokenBatch;

/** What a CLIP and a SigLIP have in common: a tower for images and one for texts. Weights are frozen. */
abstract sealed class TwoTowers implements ImageTextModel permits ClipModel, SiglipModel {
    static final String EMBEDDINGS = "vision.embeddings";
    static final String BLOCK = "vision.layer.";
    static final String POOLED = "vision.pooled";
    /** The layer of unit image embeddings. */
    public static final String IMAGE_EMBEDDING = "image.embedding";

    final ClipConfig config;
    final ModelCard card;
    final Parameters weights;
    final VisionTower vision;
    final TextTower text;
    private final Normalisation normalisation;

    TwoTowers(Compute compute, ClipConfig config, ModelCard card, Parameters weights) {
        this.config = config;
        this.card = card;
        this.weights = weights;
        this.vision = new VisionTower(weights, config);
        this.text = new TextTower(compute, weights, config);
        this.normalisation = new Normalisation(compute, card.input());
        weights.freeze();
    }

    public final ClipConfig config() {
        return config;
    }

    @Override
    public final ModelCard card() {
        return card;
    }

    @Override
    public final List<String> layers() {
        List<String> names = new ArrayList<>();
        names.add(EMBEDDINGS);
        for (int i = 0; i < config.vision().layers(); i++) {
            names.add(BLOCK + i);
        }
        names.add(POOLED);
        names.add(IMAGE_EMBEDDING);
        return names;
    }

    @Override
    public final Activations activations(NDArray images, Set<String> layers) {
        if (!layers().containsAll(layers)) {
            throw new IllegalArgumentException("no such layers in " + layers);
        }
        return activations(vision.states(normalise(images), null), layers);
    }

    /** @param states N x T x W before the first block and after each */
    final Activations activations(List<NDArray> states, Set<String> layers) {
        Map<String, NDArray> all = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            String layer = i == 0 ? EMBEDDINGS : BLOCK + (i - 1);
            if (layers.contains(layer)) {
                all.put(layer, shown(states.get(i)));
            }
        }
        NDArray pooled = vision.pooled(states.getLast());
        NDArray embedding = vision.project(pooled);
        all.put(POOLED, pooled);
        all.put(IMAGE_EMBEDDING, embedding);
        all.keySet().retainAll(layers);
        return new Activations(embedding, all);
    }

    /** N x T x W with the class token first; of a model without one the mean over the patches, N x W. */
    private NDArray shown(NDArray state) {
        return config.kind().classTokens() > 0 ? state : state.mean(new int[] {1});
    }

    @Override
    public final NDArray imageEmbeddings(NDArray images) {
        return Intermediates.freedOne(() -> vision.project(vision.pooled(vision.last(normalise(images)))));
    }

    @Override
    public final NDArray textEmbeddings(List<String> texts) {
        return textEmbeddings(tokenize(texts));
    }

    @Override
    public final NDArray textEmbeddings(TokenBatch tokens) {
        return Intermediates.freedOne(() -> text.embeddings(text.tokenEmbeddings(tokens), tokens.ends()));
    }

    @Override
    public final NDArray tokenEmbeddings(TokenBatch tokens) {
        return Intermediates.freedOne(() -> text.tokenEmbeddings(tokens));
    }

    @Override
    public final NDArray textEmbeddings(NDArray tokenEmbeddings, TokenBatch tokens) {
        return text.embeddings(tokenEmbeddings, tokens.ends());
    }

    @Override
    public final Parameters parameters() {
        return weights;
    }

    @Override
    public void close() {
        weights.close();
        normalisation.close();
    }

    final NDArray normalise(NDArray images) {
        return normalisation.apply(images);
    }
}
