/** The canvas, the sheet and the rows around them. */
@NullMarked
package org.triggerworkbench.app.paint.view;

import org.jspecify.annotations.NullMarked;
