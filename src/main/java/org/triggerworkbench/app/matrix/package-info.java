/** The Matrix view: attacks against defences over seeds as a heat map, live while it runs, here or on a cluster. */
@NullMarked
package org.triggerworkbench.app.matrix;

import org.jspecify.annotations.NullMarked;
