package org.triggerworkbench.training.optimizer;

/** The learning rate over a run, as a factor on the base rate. */
public enum Schedule {
    CONSTANT {
        @Override
        double after(double progress) {
            return 1;
        }
    },
    /** Half a cosine from 1 to 0. */
    COSINE {
        @Override
        double after(double progress) {
            return 0.5 * (1 + Math.cos(Math.PI * progress));
        }
    };

    /** The factor at a part 0..1 of the way after the warm-up. */
    abstract double after(double progress);

    /**
     * The factor at a step: rising in a line over the warm-up, then as the schedule says.
     *
     * @param step from 0
     * @param total steps of the run
     * @param warmup steps of the rise, 0 for none
     */
    public double factor(long step, long total, long warmup) {
        if (step < warmup) {
            return (step + 1.0) / warmup;
        }
        return after((double) (step - warmup) / Math.max(1, total - warmup));
    }
}
