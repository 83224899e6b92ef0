/** The live loop: what is open, questions about it, and answers of plain arrays. */
@NullMarked
package org.triggerworkbench.experiment.live;

import org.jspecify.annotations.NullMarked;
