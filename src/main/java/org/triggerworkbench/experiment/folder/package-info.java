/** What a run folder holds: metrics, checkpoints, artifacts, notes; the only place that knows its files' names. */
@NullMarked
package org.triggerworkbench.experiment.folder;

import org.jspecify.annotations.NullMarked;
