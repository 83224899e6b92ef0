/** Figures that a method wants to show, as plain arrays; the window and the report each draw every kind once. */
@NullMarked
package org.triggerworkbench.method.figure;

import org.jspecify.annotations.NullMarked;
