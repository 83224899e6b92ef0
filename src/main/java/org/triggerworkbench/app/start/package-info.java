/** The start page: scenario cards, open your own, recent. */
@NullMarked
package org.triggerworkbench.app.start;

import org.jspecify.annotations.NullMarked;
