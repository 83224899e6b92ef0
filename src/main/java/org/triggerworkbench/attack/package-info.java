/** One class a published attack, behind one interface. */
@NullMarked
package org.triggerworkbench.attack;

import org.jspecify.annotations.NullMarked;
