package org.triggerworkbench.training;

/**
 * One phase of a run.
 *
 * @param name unique in the run; also names its checkpoint
 * @param part whose training it is
 * @param number of the phase among those that follow each other, from 1
 * @param count how many follow each other
 */
public record Phase(String name, Part part, int number, int count) {
    /** Whose training a phase is. */
    public enum Part {
        /** What the method is held against: the same training without poison, or plain fine-tuning. */
        CONTROL,
        /** The method itself. */
        METHOD,
        /** The method once more, with its trigger elsewhere. */
        ELSEWHERE,
        /** The method with another setting, for the curve of a sweep. */
        SWEEP,
        /** What a defence repaired, fine-tuned again: does the backdoor come back? */
        REBOUND
    }

    /** The only phase of its part. */
    public static Phase only(String name, Part part) {
        return new Phase(name, part, 1, 1);
    }

    /**
     * The share of its part that is trained, phases counting alike.
     *
     * @param steps done in this phase
     * @param total of this phase
     */
    public double share(long steps, long total) {
        return (number - 1 + (double) steps / total) / count;
    }
}
