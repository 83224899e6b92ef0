package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;

/**
 * Image embeddings near those of a model, in less time: for what changes too fast to be exact. Never for a figure that is
 * kept.
 */
public interface DraftEmbeddings extends AutoCloseable {
    /** Unit embeddings of images, N x D, of float32 with about three digits. */
    NDArray of(NDArray images);

    /** Takes the model's weights anew, after they have changed. */
    void refresh();

    @Override
    void close();
}
