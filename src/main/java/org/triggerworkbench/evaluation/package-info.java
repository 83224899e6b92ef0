/** Clean accuracy, attack success rate, confusion, intervals, similarity of images. */
@NullMarked
package org.triggerworkbench.evaluation;

import org.jspecify.annotations.NullMarked;
