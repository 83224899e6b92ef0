/** A form made of a method's description alone. */
@NullMarked
package org.triggerworkbench.app.training.form;

import org.jspecify.annotations.NullMarked;
