/** One class a published defence, behind one interface. */
@NullMarked
package org.triggerworkbench.defense;

import org.jspecify.annotations.NullMarked;
