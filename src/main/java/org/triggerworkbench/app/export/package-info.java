/** What is on screen as files and as text: numbers, pictures, and how to get them again. */
@NullMarked
package org.triggerworkbench.app.export;

import org.jspecify.annotations.NullMarked;
