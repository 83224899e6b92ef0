package org.triggerworkbench.training;

/**
 * Hears the events of a run, in order, on a thread of its own. One that keeps the run's record hears all of them, and the
 * loop waits for it where it is slow; any other never slows the loop, and misses the oldest steps where it is far behind.
 */
@FunctionalInterface
public interface MetricListener {
    void onEvent(MetricEvent event);

    /** Whether a checkpoint waits until this has heard all before it: for what a resumed run builds on. */
    default boolean keepsRecord() {
        return false;
    }
}
