/** The Train view: an attack from its description to live curves, and why it may not work. */
@NullMarked
package org.triggerworkbench.app.training;

import org.jspecify.annotations.NullMarked;
