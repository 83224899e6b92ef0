package org.triggerworkbench.model;

import java.util.List;

/**
 * What is known of a model beside its weights.
 *
 * @param name for users and result files
 * @param architecture such as {@code cifar-resnet20}, {@code clip}, {@code torchscript}
 * @param labels class names in the order of the logits; empty for an image-text model or if unknown
 * @param input what it wants to see
 * @param licence of the weights; empty if unknown
 */
public record ModelCard(String name, String architecture, List<String> labels, InputSpec input, String licence) {
    public ModelCard {
        labels = List.copyOf(labels);
    }

    /** The same model with names for other classes. */
    public ModelCard withLabels(List<String> others) {
        return new ModelCard(name, architecture, others, input, licence);
    }
}
