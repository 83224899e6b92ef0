/** The chart of all views: live curves, throttled and sampled, drawn by JFreeChart, exported as pictures, vectors and numbers. */
@NullMarked
package org.triggerworkbench.app.charts;

import org.jspecify.annotations.NullMarked;
