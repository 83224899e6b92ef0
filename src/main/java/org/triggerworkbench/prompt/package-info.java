/** Visual prompts (border, patch), text prompts (learned context), output mapping; reading and writing them. */
@NullMarked
package org.triggerworkbench.prompt;

import org.jspecify.annotations.NullMarked;
