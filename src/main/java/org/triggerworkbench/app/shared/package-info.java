/** What all views are built with: theme, icons, small controls, pictures of pixels. */
@NullMarked
package org.triggerworkbench.app.shared;

import org.jspecify.annotations.NullMarked;
