/** What a dropped or chosen path is, and how it is opened: told by content, read in the background, refused in one sentence. */
@NullMarked
package org.triggerworkbench.app.files;

import org.jspecify.annotations.NullMarked;
