package org.triggerworkbench.attack;

import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.TextClassifier;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.WordTrigger;

/** A model and what triggers its inputs: what clean accuracy and attack success are measured of. */
public sealed interface Measured {
    /** A model of images and what is stamped on them. */
    record OnImages(Classifier model, Trigger trigger) implements Measured {}

    /** A model of texts and what is put into them. */
    record OnTexts(TextClassifier model, WordTrigger trigger) implements Measured {}
}
