/** The search for triggers in a model by gradients: the core that inversion defences share. */
@NullMarked
package org.triggerworkbench.defense.inversion;

import org.jspecify.annotations.NullMarked;
