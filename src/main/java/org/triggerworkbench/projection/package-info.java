/** Maps of embeddings to the plane: PCA. */
@NullMarked
package org.triggerworkbench.projection;

import org.jspecify.annotations.NullMarked;
