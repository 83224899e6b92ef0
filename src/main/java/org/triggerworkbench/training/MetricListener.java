package org.triggerworkbench.training;

/** Hears the events of a run, in order, on a thread of its own: however slow, it never slows the loop. */
@FunctionalInterface
public interface MetricListener {
    void onEvent(MetricEvent event);
}
