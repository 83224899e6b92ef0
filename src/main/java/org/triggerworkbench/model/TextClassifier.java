package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Texts to classes. */
public interface TextClassifier extends AutoCloseable {
    /** Names of the classes. */
    List<String> labels();

    /** Logits of texts, N x K; their number can vary from call to call. */
    NDArray logits(List<String> texts);

    /** What the head reads of texts, N x d. */
    NDArray features(List<String> texts);

    @Override
    void close();
}
