/** Attacks against defences over seeds and settings: a plan of cells, a folder with a run folder for each, and what runs them. */
@NullMarked
package org.triggerworkbench.experiment.matrix;

import org.jspecify.annotations.NullMarked;
