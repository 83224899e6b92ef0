/** Runs an experiment into its folder: phases, checkpoints, measures, result and report. */
@NullMarked
package org.triggerworkbench.experiment.run;

import org.jspecify.annotations.NullMarked;
