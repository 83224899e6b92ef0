/** The live answer in the right rail. */
@NullMarked
package org.triggerworkbench.app.answer;

import org.jspecify.annotations.NullMarked;
