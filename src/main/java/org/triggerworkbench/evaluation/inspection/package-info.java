/** What happens inside a model: features, activations and saliency. */
@NullMarked
package org.triggerworkbench.evaluation.inspection;

import org.jspecify.annotations.NullMarked;
