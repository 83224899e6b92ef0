package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;

/** Images to logits. */
public interface Classifier extends ImageModel {
    /** Number of classes K: that of its labels, where it always has some. */
    default int classes() {
        return card().labels().size();
    }

    /**
     * @param images N x 3 x H x W of {@link ModelCard#input()}'s size
     * @return N x K logits
     */
    default NDArray logits(NDArray images) {
        return activations(images, Set.of()).output();
    }

    /**
     * Attention of each transformer layer, N x heads x T x T, softmaxed over the last axis; empty for a model without.
     */
    default List<NDArray> attention(NDArray images) {
        return List.of();
    }

    /** Whether the patches are read of what it has {@link #attention} of, all alike; else the class token, the first. */
    default boolean readsPatches() {
        return false;
    }

    /** Whether {@link #cutAt} works: the gradient of a logit with respect to what a layer puts out can be had. */
    default boolean hasLayerGradients() {
        return false;
    }

    /**
     * A forward pass whose named layer puts out a leaf that requires a gradient: after {@link org.triggerworkbench.compute.GradientThread#backward} of
     * the output it holds d output / d layer. Nothing before the layer gets a gradient. On the gradient thread only, inside
     * the loss given to {@code backward}.
     *
     * @param layer one of {@link #layers()}
     * @throws UnsupportedOperationException if this classifier has no {@link #hasLayerGradients() layer gradients}
     */
    default Activations cutAt(String layer, NDArray images) {
        throw new UnsupportedOperationException(
                "no gradients of layers in " + getClass().getSimpleName());
    }
}
