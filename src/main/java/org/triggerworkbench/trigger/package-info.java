/** What is stamped on an input: patch, blend, wave, residual; reading and writing them. */
@NullMarked
package org.triggerworkbench.trigger;

import org.jspecify.annotations.NullMarked;
