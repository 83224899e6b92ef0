package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The output of a forward pass and what chosen layers put out on the way.
 *
 * @param output logits (N x K) of a classifier, unit-length embeddings (N x D) of an image-text model
 * @param layers by layer name: N x C x H x W of a convolutional layer, N x T x D of a transformer layer (token 0 is CLS),
 *     N x D of a pooled or linear one
 */
public record Activations(NDArray output, Map<String, NDArray> layers) {
    /** The same layers with an output made of this one. */
    public Activations map(UnaryOperator<NDArray> further) {
        return new Activations(further.apply(output), layers);
    }
}
