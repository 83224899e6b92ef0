/** Many runs side by side: means and spreads over seeds, and claims that hold or do not. */
@NullMarked
package org.triggerworkbench.experiment.study;

import org.jspecify.annotations.NullMarked;
