/** A trigger as it is painted: pixels, and at most one floating selection. */
@NullMarked
package org.triggerworkbench.app.paint.document;

import org.jspecify.annotations.NullMarked;
