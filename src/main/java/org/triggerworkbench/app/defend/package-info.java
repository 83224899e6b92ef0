/** The Defend view: a defence chosen, run on what is open, what it found drawn large, and its verdict with its reason. */
@NullMarked
package org.triggerworkbench.app.defend;

import org.jspecify.annotations.NullMarked;
