/** Labelled, captioned images: sets, splits and samples of them, and the formats they come in. */
@NullMarked
package org.triggerworkbench.data;

import org.jspecify.annotations.NullMarked;
