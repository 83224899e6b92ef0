/** Optimisers with savable state, and the schedule of their rate. */
@NullMarked
package org.triggerworkbench.training.optimizer;

import org.jspecify.annotations.NullMarked;
