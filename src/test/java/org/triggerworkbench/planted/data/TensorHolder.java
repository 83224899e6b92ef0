package org.triggerworkbench.planted.data;

import ai.djl.ndarray.NDArray;

/** Holds a tensor where plain arrays belong. */
public record TensorHolder(NDArray tensor) {}
