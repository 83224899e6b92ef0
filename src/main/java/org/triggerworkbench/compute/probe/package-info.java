/** Foreign files are opened by native libraries in a short-lived process first, which may die in this one's stead. */
@NullMarked
package org.triggerworkbench.compute.probe;

import org.jspecify.annotations.NullMarked;
