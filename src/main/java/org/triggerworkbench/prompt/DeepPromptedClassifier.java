package org.triggerworkbench.prompt;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A frozen CLIP classifier whose image tower sees learned tokens in its last blocks (deep visual prompts, Jia et al. 2022). Owns
 * the tokens, not the classifier.
 */
public final class DeepPromptedClassifier implements Classifier {
    private final ZeroShotClassifier source;
    private final ClipModel clip;
    private final NDArray prompts;

    private DeepPromptedClassifier(ZeroShotClassifier source, ClipModel clip, NDArray prompts) {
        this.source = source;
        this.clip = clip;
        this.prompts = prompts;
    }

    /**
     * A classifier with tokens of given values.
     *
     * @param prompts n x B x W: B tokens of the tower's width for each of its last n blocks
     * @throws InputException if the source is no CLIP, or the prompts do not fit its image tower
     */
    public static DeepPromptedClassifier from(Compute compute, Classifier source, HostTensor prompts) {
        Messages text = Messages.of(DeepPromptedClassifier.class);
        if (!(source instanceof ZeroShotClassifier zeroShot) || !(zeroShot.source() instanceof ClipModel clip)) {
            throw new InputException(text.get("deep.model", source.card().name()));
        }
        int blocks = clip.config().vision().layers();
        int width = clip.config().vision().width();
        long[] shape = prompts.shape();
        if (shape.length != 3 || shape[0] < 1 || shape[0] > blocks || shape[1] < 1 || shape[2] != width) {
            throw new InputException(text.get("deep.form", prompts, blocks, width));
        }
        try (TensorScope scope = new TensorScope()) {
            return new DeepPromptedClassifier(
                    zeroShot, clip, scope.keep(compute.tensor(prompts.floats(), prompts.shape())));
        }
    }

    /** The tokens, n x B x W; this object owns them. Change them in place. */
    public NDArray prompts() {
        return prompts;
    }

    /** The classifier without the tokens. */
    public ZeroShotClassifier source() {
        return source;
    }

    @Override
    public ModelCard card() {
        return source.card();
    }

    @Override
    public List<String> layers() {
        return source.layers();
    }

    @Override
    public Activations activations(NDArray images, Set<String> layers) {
        return clip.promptedActivations(images, prompts, layers).map(source::logitsOf);
    }

    /** Those of the model and the tokens are apart: the model's. */
    @Override
    public Parameters parameters() {
        return source.parameters();
    }

    /** Closes the tokens. */
    @Override
    public void close() {
        prompts.close();
    }
}
