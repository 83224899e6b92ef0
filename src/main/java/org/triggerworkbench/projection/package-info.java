/** Maps of points to the plane, stepwise and seeded: PCA, and what t-SNE and UMAP share. */
@NullMarked
package org.triggerworkbench.projection;

import org.jspecify.annotations.NullMarked;
