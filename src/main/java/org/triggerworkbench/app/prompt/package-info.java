/** The prompt as the user edits it: words around and of the classes, a learned context, a picture. */
@NullMarked
package org.triggerworkbench.app.prompt;

import org.jspecify.annotations.NullMarked;
