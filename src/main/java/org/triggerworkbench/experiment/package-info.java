/** What the program brings along, and where it writes. */
@NullMarked
package org.triggerworkbench.experiment;

import org.jspecify.annotations.NullMarked;
