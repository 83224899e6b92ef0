/** Maps of embeddings to the plane: PCA, and stepwise t-SNE and UMAP; measures of a map; neighbours. */
@NullMarked
package org.triggerworkbench.projection;

import org.jspecify.annotations.NullMarked;
