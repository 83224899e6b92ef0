/** The step loop, its phases, checkpoints and metric events. */
@NullMarked
package org.triggerworkbench.training;

import org.jspecify.annotations.NullMarked;
