/** Points on the screen: drawing, legends, labels, mouse and keyboard. */
@NullMarked
package org.triggerworkbench.app.embedding.scatter;

import org.jspecify.annotations.NullMarked;
