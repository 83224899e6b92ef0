/** What edits the document: tools, gestures, stickers, the tray. One drag is one step of undo. */
@NullMarked
package org.triggerworkbench.app.paint.tools;

import org.jspecify.annotations.NullMarked;
