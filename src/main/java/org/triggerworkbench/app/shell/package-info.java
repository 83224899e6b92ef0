/** The window's frame: top bar, rails, panels, status bar, palette, actions. */
@NullMarked
package org.triggerworkbench.app.shell;

import org.jspecify.annotations.NullMarked;
