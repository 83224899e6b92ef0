/** What is open kept in one file: saved, saved by itself, offered again after a crash; and the window as a figure. */
@NullMarked
package org.triggerworkbench.app.session;

import org.jspecify.annotations.NullMarked;
