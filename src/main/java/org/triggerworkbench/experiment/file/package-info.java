/** Experiments as TOML files: records, reading, writing and bounds. */
@NullMarked
package org.triggerworkbench.experiment.file;

import org.jspecify.annotations.NullMarked;
