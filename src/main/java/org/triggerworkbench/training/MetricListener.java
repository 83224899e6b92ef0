package org.triggerworkbench.training;

/** Hears the events of a run, in order, on a thread of its own: however slow, it never slows the loop,
 * unless it keeps the run's record. */
@FunctionalInterface
public interface MetricListener {
    void onEvent(MetricEvent event);

    /** Whether a checkpoint waits until this has heard all before it: for what a resumed run builds on. */
    default boolean keepsRecord() {
        return false;
    }
}
