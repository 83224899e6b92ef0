/** Where images lie in the plane: fitting a map and placing new answers in it. */
@NullMarked
package org.triggerworkbench.app.embedding.map;

import org.jspecify.annotations.NullMarked;
