package org.triggerworkbench.experiment.live;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.trigger.Trigger;

/**
 * How what is open was made.
 *
 * @param experiment the attack that made it
 * @param start the trigger that the attack began with; some end with another; null for none
 */
public record Recipe(Experiment experiment, @Nullable Trigger start) {}
