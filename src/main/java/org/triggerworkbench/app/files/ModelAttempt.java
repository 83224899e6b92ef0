package org.triggerworkbench.app.files;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.triggerworkbench.model.ModelCard;

/** Tries to open a model as it is said to be. Window thread only; does not wait. */
@FunctionalInterface
public interface ModelAttempt {
    /**
     * @param fits asked once the model can be opened; false where nobody wants it any more, and then nothing is left behind
     * @param fault is given one sentence that says why it could not be opened as told; nothing is left behind then
     */
    void open(ModelCard card, BooleanSupplier fits, Consumer<String> fault);
}
