/** The workbench's entry point. */
@NullMarked
package org.triggerworkbench;

import org.jspecify.annotations.NullMarked;
