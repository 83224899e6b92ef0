/** What a backdoor does, in figures: rates with intervals, confusion, similarity of images. */
@NullMarked
package org.triggerworkbench.evaluation;

import org.jspecify.annotations.NullMarked;
