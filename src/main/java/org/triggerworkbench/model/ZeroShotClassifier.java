package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.text.AllowedBecause;

/**
 * A classifier from an image-text model and words for each class: logits = s * e(image) . e(class), plus the bias of a model
 * that has one, where e(class) is the mean of the embeddings of the class's prompts, brought back to unit length (Radford et
 * al. 2021, section 3.1.4). The class embeddings are computed once and stay as they are, unless the classifier
 * {@link #following follows} its model.
 */
@AllowedBecause("the averaging matrix is only used on frozen text embeddings, outside gradients")
public final class ZeroShotClassifier implements Classifier {
    private final ImageTextModel model;
    private final boolean ownsModel;
    private final ModelCard card;
    private final List<List<String>> prompts;
    /** Null where they follow the model. */
    private final @Nullable NDArray fixed;

    /**
     * @param labels names of the classes
     * @param prompts of each class, one or more texts
     * @param ownsModel whether closing this closes the model
     */
    public ZeroShotClassifier(
            ImageTextModel model, List<String> labels, List<List<String>> prompts, boolean ownsModel) {
        this(model, labels, prompts, ownsModel, false);
    }

    private ZeroShotClassifier(
            ImageTextModel model, List<String> labels, List<List<String>> prompts, boolean ownsModel, boolean follows) {
        if (labels.isEmpty()
                || labels.size() != prompts.size()
                || prompts.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(labels.size() + " labels and prompts for " + prompts.size());
        }
        this.model = model;
        this.ownsModel = ownsModel;
        this.card = model.card().withLabels(labels);
        this.prompts = prompts.stream().map(List::copyOf).toList();
        try (TensorScope scope = new TensorScope()) {
            this.fixed = follows ? null : scope.keep(embedded());
        }
        if (follows && prompts.stream().mapToInt(List::size).distinct().count() > 1) {
            throw new IllegalArgumentException("classes have different numbers of prompts");
        }
    }

    /**
     * A classifier whose class embeddings are computed anew at every pass from the weights as they are, for a model whose text
     * tower is trained. Closing it leaves the model open.
     */
    public static ZeroShotClassifier following(ImageTextModel model, List<String> labels, List<List<String>> prompts) {
        return new ZeroShotClassifier(model, labels, prompts, false, true);
    }

    /** As the other constructor; closing leaves the model open. */
    public ZeroShotClassifier(ImageTextModel model, List<String> labels, List<List<String>> prompts) {
        this(model, labels, prompts, false);
    }

    /** The model behind. */
    public ImageTextModel source() {
        return model;
    }

    /** Unit embeddings of the classes, K x D; owned by this classifier, or the caller's scope's where they follow the model. */
    public NDArray classEmbeddings() {
        return fixed == null ? meansOfEqual() : fixed;
    }

    /** The texts of each class. */
    public List<List<String>> prompts() {
        return prompts;
    }

    /** The same model with other labels and words; closing it leaves the model open. */
    public ZeroShotClassifier withWords(List<String> labels, List<List<String>> prompts) {
        return new ZeroShotClassifier(model, labels, prompts);
    }

    /** Unit embeddings of images, N x D, in the space of {@link #classEmbeddings()}. */
    public NDArray imageEmbeddings(NDArray images) {
        return model.imageEmbeddings(images);
    }

    /** The logits of images given by their unit embeddings, N x K. */
    public NDArray logitsOf(NDArray embeddings) {
        NDArray scaled = embeddings.matMul(classEmbeddings().transpose()).mul(model.logitScale());
        return model.logitBias().map(scaled::add).orElse(scaled);
    }

    @Override
    public NDArray logits(NDArray images) {
        return logitsOf(model.imageEmbeddings(images));
    }

    @Override
    public Activations activations(NDArray images, Set<String> layers) {
        return model.activations(images, layers).map(this::logitsOf);
    }

    @Override
    public List<NDArray> attention(NDArray images) {
        return model.attention(images);
    }

    @Override
    public List<String> layers() {
        return model.layers();
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public Parameters parameters() {
        return model.parameters();
    }

    @Override
    public void close() {
        if (fixed != null) {
            fixed.close();
        }
        if (ownsModel) {
            model.close();
        }
    }

    private NDArray texts() {
        return model.textEmbeddings(prompts.stream().flatMap(List::stream).toList());
    }

    private NDArray embedded() {
        NDArray texts = texts();
        return Layers.unit(averaging(texts, prompts).matMul(texts));
    }

    /** As {@link #embedded}, with nothing in it but what the engine may differentiate. */
    private NDArray meansOfEqual() {
        NDArray texts = texts();
        return Layers.unit(
                texts.reshape(prompts.size(), prompts.getFirst().size(), -1).mean(new int[] {1}));
    }

    /** K x M rows of 1 / (prompts of the class) at the class's own texts. */
    private static NDArray averaging(NDArray texts, List<List<String>> prompts) {
        int count = Math.toIntExact(texts.getShape().get(0));
        float[] rows = new float[prompts.size() * count];
        int text = 0;
        for (int k = 0; k < prompts.size(); k++) {
            int own = prompts.get(k).size();
            int from = k * count + text;
            IntStream.range(from, from + own).forEach(i -> rows[i] = 1f / own);
            text += own;
        }
        return texts.getManager().create(rows, new Shape(prompts.size(), count));
    }
}
