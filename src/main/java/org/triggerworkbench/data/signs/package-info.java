/** The bundled road signs: a seeded, drawn data set with captions, in a clear and in a shifted domain. */
@NullMarked
package org.triggerworkbench.data.signs;

import org.jspecify.annotations.NullMarked;
