/** The command line; thin, the same services as the window. */
@NullMarked
package org.triggerworkbench.cli;

import org.jspecify.annotations.NullMarked;
