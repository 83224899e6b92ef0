package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.Optional;
import org.triggerworkbench.experiment.open.PromptChoice;

/** What only the user knows of a file; the window shows dialogs, tests answer. Empty where they would rather not. */
public interface Questions {
    /**
     * What a model file without a card is. Asked until what is told fits the file, or they give up: what was told before
     * is not asked again.
     *
     * @param attempt tries what is told
     */
    void model(ModelQuestion question, ModelAttempt attempt);

    /**
     * Whether to run the code of a TorchScript file that does more than arithmetic on tensors.
     *
     * @param findings what it uses, such as {@code torch.save}
     */
    boolean trust(Path file, String findings);

    /** The name of the output of a TorchScript file that holds the logits. */
    Optional<String> output(OutputQuestion question);

    /** What is on a photo: one of the classes, or a word of their own where the model reads words. */
    Optional<String> photo(PhotoPreview photo);

    /** Whether a prompt is the clean or the backdoored one. */
    Optional<PromptChoice> prompt(Path file);

    /** Which images are shown, which part of them, and what becomes of those that are broken. */
    Optional<ImagesWish> data(ImagesQuestion question);
}
