/** The Optimise view: a universal patch toward a target class, by gradient on a frozen model. */
@NullMarked
package org.triggerworkbench.app.optimise;

import org.jspecify.annotations.NullMarked;
