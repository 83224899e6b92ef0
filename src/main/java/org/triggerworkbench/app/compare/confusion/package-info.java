/** Two confusion matrices side by side. */
@NullMarked
package org.triggerworkbench.app.compare.confusion;

import org.jspecify.annotations.NullMarked;
