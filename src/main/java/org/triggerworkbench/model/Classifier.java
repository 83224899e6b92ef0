package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Images to logits. */
public interface Classifier extends ImageModel {
    /** Number of classes K. */
    int classes();

    /**
     * @param images N x 3 x H x W of {@link ModelCard#input()}'s size
     * @return N x K logits
     */
    NDArray logits(NDArray images);

    /**
     * Attention of each transformer layer, N x heads x T x T, softmaxed over the last axis; empty for a model without.
     */
    default List<NDArray> attention(NDArray images) {
        return List.of();
    }
}
