package org.triggerworkbench.compute.probe;

/**
 * What became of one trial in a process of its own.
 *
 * @param words why it was refused; empty otherwise
 */
public record ProbeAnswer(Outcome outcome, String words) {
    /** How a trial ends. */
    public enum Outcome {
        /** The native library did what was asked. */
        PASSED,
        /** The native library said no, as it should. */
        REFUSED,
        /** The process ended in the middle. */
        DIED,
        /** The process was ended, since it took too long. */
        LATE
    }
}
