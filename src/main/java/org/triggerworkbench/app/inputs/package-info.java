/** The left rail: what is open. */
@NullMarked
package org.triggerworkbench.app.inputs;

import org.jspecify.annotations.NullMarked;
