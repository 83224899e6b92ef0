/** What the trigger changes: pictures and bars side by side, confusions, activations, measures. */
@NullMarked
package org.triggerworkbench.app.compare;

import org.jspecify.annotations.NullMarked;
