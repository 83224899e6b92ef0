/** Named weights in any form people have them: safetensors, PyTorch files, shards with an index. */
@NullMarked
package org.triggerworkbench.model.weights;

import org.jspecify.annotations.NullMarked;
