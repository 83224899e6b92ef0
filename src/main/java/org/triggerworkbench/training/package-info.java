/** The step loop, optimisers with savable state, checkpoints, metric events. */
@NullMarked
package org.triggerworkbench.training;

import org.jspecify.annotations.NullMarked;
