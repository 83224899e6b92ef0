/** The scenes that come with the program, and the assets they are made of. */
@NullMarked
package org.triggerworkbench.experiment.scenario;

import org.jspecify.annotations.NullMarked;
