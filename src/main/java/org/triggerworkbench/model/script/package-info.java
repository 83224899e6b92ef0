/** TorchScript archives are read as text here before the engine runs them. */
@NullMarked
package org.triggerworkbench.model.script;

import org.jspecify.annotations.NullMarked;
