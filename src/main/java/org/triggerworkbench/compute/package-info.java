/** The engine on one device: its threads, the life of tensors, seeds, and tensors in plain memory. */
@NullMarked
package org.triggerworkbench.compute;

import org.jspecify.annotations.NullMarked;
