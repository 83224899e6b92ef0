/** One picture: decoding, resampling and cropping with the numbers of Pillow. */
@NullMarked
package org.triggerworkbench.data.picture;

import org.jspecify.annotations.NullMarked;
