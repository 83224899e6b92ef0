package org.triggerworkbench.app.files;

import java.util.function.Consumer;
import org.triggerworkbench.model.ModelCard;

/** Tries to open a model as it is said to be. Window thread only; does not wait. */
@FunctionalInterface
public interface ModelAttempt {
    /**
     * @param fits runs once the model is open
     * @param fault is given one sentence that says why it could not be opened as told; nothing is left behind then
     */
    void open(ModelCard card, Runnable fits, Consumer<String> fault);
}
