/** Device, the one gradient thread, tensor scope, seeds, tensor files. */
@NullMarked
package org.triggerworkbench.compute;

import org.jspecify.annotations.NullMarked;
