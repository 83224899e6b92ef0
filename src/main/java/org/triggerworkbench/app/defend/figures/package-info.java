/** What a method shows, drawn in the window: one drawing a kind of figure. */
@NullMarked
package org.triggerworkbench.app.defend.figures;

import org.jspecify.annotations.NullMarked;
