package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Set;

/**
 * A model that sees images. Images are N x 3 x H x W floats, nominally in [0, 1] (prompted images may leave that range);
 * the model normalises them itself. Every result lives in the caller's tensor scope.
 */
public interface ImageModel extends AutoCloseable {
    ModelCard card();

    /** Names of the layers it can show, from the input to the output; empty where it cannot look inside. */
    List<String> layers();

    /**
     * One forward pass that keeps what the named layers put out.
     *
     * @throws IllegalArgumentException if a layer is not one of {@link #layers()}
     */
    Activations activations(NDArray images, Set<String> layers);

    /** The weights, all frozen after loading. */
    Parameters parameters();

    @Override
    void close();
}
