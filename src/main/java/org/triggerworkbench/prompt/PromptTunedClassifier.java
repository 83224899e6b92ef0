package org.triggerworkbench.prompt;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageTextModel;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;

/**
 * A classifier from an image-text model and a learned context: logits = exp(logit_scale) e(image) . e(context, class).
 * Owns neither the model nor the context.
 */
public final class PromptTunedClassifier implements Classifier {
    private final ImageTextModel model;
    private final LearnedContext context;
    private final ModelCard card;
    private final @Nullable NDArray fixed;

    private PromptTunedClassifier(
            ImageTextModel model, LearnedContext context, List<String> labels, @Nullable NDArray fixed) {
        this.model = model;
        this.context = context;
        this.card = model.card().withLabels(labels);
        this.fixed = fixed;
    }

    /** Embeds the classes again at every call: for training, gradients reach the context. */
    public static PromptTunedClassifier live(ImageTextModel model, LearnedContext context, List<String> labels) {
        return new PromptTunedClassifier(model, context, labels, null);
    }

    /** Embeds the classes once, as the context is now: for many images and no training. Close it. */
    public static PromptTunedClassifier fixed(ImageTextModel model, LearnedContext context, List<String> labels) {
        try (TensorScope scope = new TensorScope()) {
            NDArray embeddings = scope.keep(context.classEmbeddings(model, labels));
            return new PromptTunedClassifier(model, context, labels, embeddings);
        }
    }

    /**
     * Logits of images embedded before, which a frozen image tower allows.
     *
     * @param imageEmbeddings N x D rows of unit length
     * @return N x K
     */
    public NDArray logitsOfEmbeddings(NDArray imageEmbeddings) {
        NDArray classes = fixed == null ? context.classEmbeddings(model, card.labels()) : fixed;
        return imageEmbeddings.matMul(classes.transpose()).mul(model.logitScale());
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public NDArray logits(NDArray images) {
        return logitsOfEmbeddings(model.imageEmbeddings(images));
    }

    @Override
    public List<String> layers() {
        return model.layers();
    }

    @Override
    public Activations activations(NDArray images, Set<String> layers) {
        return model.activations(images, layers).map(this::logitsOfEmbeddings);
    }

    @Override
    public List<NDArray> attention(NDArray images) {
        return model.attention(images);
    }

    /** The model's weights. */
    @Override
    public Parameters parameters() {
        return model.parameters();
    }

    /** Frees the class embeddings of a fixed one; model and context belong to whoever made them. */
    @Override
    public void close() {
        if (fixed != null) {
            fixed.close();
        }
    }
}
