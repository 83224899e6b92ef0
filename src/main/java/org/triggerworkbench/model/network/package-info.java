/** Image classifiers as layers over named weights, one class per kind of layer. */
@NullMarked
package org.triggerworkbench.model.network;

import org.jspecify.annotations.NullMarked;
