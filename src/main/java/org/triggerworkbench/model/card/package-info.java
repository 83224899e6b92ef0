/** What is known of a model beside its weights: {@code model.json}. */
@NullMarked
package org.triggerworkbench.model.card;

import org.jspecify.annotations.NullMarked;
