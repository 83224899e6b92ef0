/** The embedding: a map of the sheet's images, clean and triggered, that stands still while the trigger moves. */
@NullMarked
package org.triggerworkbench.app.embedding;

import org.jspecify.annotations.NullMarked;
