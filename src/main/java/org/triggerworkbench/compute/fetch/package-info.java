/** Libraries of the engine fetched from the network, on the user's explicit wish only: whole and verified, or not at all. */
@NullMarked
package org.triggerworkbench.compute.fetch;

import org.jspecify.annotations.NullMarked;
