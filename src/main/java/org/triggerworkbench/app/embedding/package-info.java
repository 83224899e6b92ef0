/** The map of the sheet's images as a view. */
@NullMarked
package org.triggerworkbench.app.embedding;

import org.jspecify.annotations.NullMarked;
