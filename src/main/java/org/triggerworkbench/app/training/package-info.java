/** A run set up, watched and taken over. */
@NullMarked
package org.triggerworkbench.app.training;

import org.jspecify.annotations.NullMarked;
