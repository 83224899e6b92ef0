/** How the bundled model came to be. */
@NullMarked
package org.triggerworkbench.experiment.recipe;

import org.jspecify.annotations.NullMarked;
