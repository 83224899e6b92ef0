/** Opens a model by the content of its files; TorchScript files among them. */
@NullMarked
package org.triggerworkbench.model.load;

import org.jspecify.annotations.NullMarked;
