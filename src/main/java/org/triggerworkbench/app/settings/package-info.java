/** The page of settings. */
@NullMarked
package org.triggerworkbench.app.settings;

import org.jspecify.annotations.NullMarked;
