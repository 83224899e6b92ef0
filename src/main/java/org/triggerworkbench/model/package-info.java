/** Classifiers and image-text models; loading them; features, attention, gradients. */
@NullMarked
package org.triggerworkbench.model;

import org.jspecify.annotations.NullMarked;
