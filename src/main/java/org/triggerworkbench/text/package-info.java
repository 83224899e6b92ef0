/** Words for users: resource bundles and the one exception whose message is shown as it is. The lowest floor. */
@NullMarked
package org.triggerworkbench.text;

import org.jspecify.annotations.NullMarked;
