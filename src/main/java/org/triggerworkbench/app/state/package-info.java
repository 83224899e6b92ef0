/** What the window shows, as properties: no node, no toolkit, so that it is tested without a display. */
@NullMarked
package org.triggerworkbench.app.state;

import org.jspecify.annotations.NullMarked;
