/** Opens what people name: data, models, prompts and triggers, for evaluate, live, run and defend alike. */
@NullMarked
package org.triggerworkbench.experiment.open;

import org.jspecify.annotations.NullMarked;
