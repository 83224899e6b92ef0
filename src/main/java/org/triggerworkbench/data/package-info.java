/** Images with labels and captions: the bundled road signs, CIFAR-10, image folders, IDX; decoding and resizing. */
@NullMarked
package org.triggerworkbench.data;

import org.jspecify.annotations.NullMarked;
