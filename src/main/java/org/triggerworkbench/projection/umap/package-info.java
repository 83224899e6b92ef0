/** UMAP. */
@NullMarked
package org.triggerworkbench.projection.umap;

import org.jspecify.annotations.NullMarked;
