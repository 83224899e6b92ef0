/** Python data and PyTorch weights, read as plain data: a fixed list of instructions and names, never Python (docs/adr/0016). */
@NullMarked
package org.triggerworkbench.compute.pickle;

import org.jspecify.annotations.NullMarked;
