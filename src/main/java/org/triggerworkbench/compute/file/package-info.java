/** Tensor files (safetensors, npy, npz), written whole or not at all. */
@NullMarked
package org.triggerworkbench.compute.file;

import org.jspecify.annotations.NullMarked;
