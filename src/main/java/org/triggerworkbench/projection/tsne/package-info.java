/** t-SNE, exact and by Barnes-Hut. */
@NullMarked
package org.triggerworkbench.projection.tsne;

import org.jspecify.annotations.NullMarked;
