package org.triggerworkbench.prompt;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A frozen source classifier seen through a visual prompt and an output mapping: mapping(source(x + w)). Owns neither the
 * source nor the prompt.
 */
public final class PromptedClassifier implements Classifier {
    private final Classifier source;
    private final @Nullable VisualPrompt prompt;
    private final OutputMapping mapping;
    private final ModelCard card;

    /**
     * @param prompt null for the source without a prompt
     * @param labels names of the downstream classes
     * @throws InputException if the source has too few classes, the labels have another number than the mapping, or the
     *     prompt has another size than the source's input
     */
    public PromptedClassifier(
            Classifier source, @Nullable VisualPrompt prompt, OutputMapping mapping, List<String> labels) {
        Messages text = Messages.of(PromptedClassifier.class);
        mapping.requireSource(source.classes());
        int classes = mapping.classes(source.classes());
        if (labels.size() != classes) {
            throw new InputException(text.get("mapping.labels", classes, labels.size()));
        }
        ModelCard own = source.card();
        if (prompt != null
                && (prompt.layout().width() != own.input().width()
                        || prompt.layout().height() != own.input().height())) {
            throw new InputException(text.get(
                    "prompt.model",
                    prompt.layout().width(),
                    prompt.layout().height(),
                    own.name(),
                    own.input().width(),
                    own.input().height()));
        }
        this.source = source;
        this.prompt = prompt;
        this.mapping = mapping;
        this.card = own.withLabels(labels);
    }

    /** The images as the source sees them. */
    public NDArray prompted(NDArray images) {
        return prompt == null ? images : prompt.apply(images);
    }

    public Classifier source() {
        return source;
    }

    public @Nullable VisualPrompt prompt() {
        return prompt;
    }

    public OutputMapping mapping() {
        return mapping;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public NDArray logits(NDArray images) {
        return mapping.apply(source.logits(prompted(images)));
    }

    @Override
    public List<String> layers() {
        return source.layers();
    }

    @Override
    public Activations activations(NDArray images, Set<String> layers) {
        return source.activations(prompted(images), layers).map(mapping::apply);
    }

    @Override
    public boolean hasLayerGradients() {
        return source.hasLayerGradients();
    }

    @Override
    public Activations cutAt(String layer, NDArray images) {
        return source.cutAt(layer, prompted(images)).map(mapping::apply);
    }

    @Override
    public boolean readsPatches() {
        return source.readsPatches();
    }

    @Override
    public List<NDArray> attention(NDArray images) {
        return source.attention(prompted(images));
    }

    /** The source's weights. */
    @Override
    public Parameters parameters() {
        return source.parameters();
    }

    /** Closes nothing: source and prompt belong to whoever made them. */
    @Override
    public void close() {}
}
