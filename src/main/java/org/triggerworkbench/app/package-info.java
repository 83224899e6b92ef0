/** The workbench window: the shell and one package a view. */
@NullMarked
package org.triggerworkbench.app;

import org.jspecify.annotations.NullMarked;
