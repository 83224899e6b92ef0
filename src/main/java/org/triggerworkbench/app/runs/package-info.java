/** Run folders as a list: looked through, compared, opened again. */
@NullMarked
package org.triggerworkbench.app.runs;

import org.jspecify.annotations.NullMarked;
