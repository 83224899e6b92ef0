/** What any method, attack or defence, tells of itself, and what it answers with: records of plain arrays. */
@NullMarked
package org.triggerworkbench.method;

import org.jspecify.annotations.NullMarked;
