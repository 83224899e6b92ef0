/** An experiment file, the runner, the run folder, the report. */
@NullMarked
package org.triggerworkbench.experiment;

import org.jspecify.annotations.NullMarked;
