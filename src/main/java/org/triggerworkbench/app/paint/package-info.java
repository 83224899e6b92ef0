/** The Paint view and the Trigger section: painting a trigger, pixel by pixel, and seeing what the model answers. */
@NullMarked
package org.triggerworkbench.app.paint;

import org.jspecify.annotations.NullMarked;
