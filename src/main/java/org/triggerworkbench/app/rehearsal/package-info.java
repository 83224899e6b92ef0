/** The window watched and walked through from outside: for the start cache of the installed program, and to test and time it. */
@NullMarked
package org.triggerworkbench.app.rehearsal;

import org.jspecify.annotations.NullMarked;
