/** Clean beside triggered: pictures, confusion, activations and the table of measures. */
@NullMarked
package org.triggerworkbench.app.compare;

import org.jspecify.annotations.NullMarked;
