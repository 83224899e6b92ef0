/** What a model is to the rest of the house: images and texts in, logits, embeddings and layers out. */
@NullMarked
package org.triggerworkbench.model;

import org.jspecify.annotations.NullMarked;
