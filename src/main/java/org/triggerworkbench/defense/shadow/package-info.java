/** Prompts that a defender trains himself, clean and backdoored, and a classifier that tells them apart. */
@NullMarked
package org.triggerworkbench.defense.shadow;

import org.jspecify.annotations.NullMarked;
