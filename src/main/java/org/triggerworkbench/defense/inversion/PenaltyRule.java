package org.triggerworkbench.defense.inversion;

/**
 * When the weight lambda of a mask's size grows and shrinks, and when the search for it ends; asked once a round.
 *
 * @param first lambda at the beginning; at 0 it becomes {@code start} once so many rounds in a row succeeded
 * @param start see {@code first}
 * @param up factor on lambda after so many successful rounds
 * @param down divisor of lambda after so many failed rounds
 * @param patience those rounds
 * @param success a round succeeds from this on, in (0, 1]
 * @param least lower bound of lambda once it is above 0
 * @param most upper bound of lambda
 * @param stale rounds without a mask smaller by 1% that end the search; lambda must have grown and shrunk before if {@code both}
 * @param both whether it must
 */
public record PenaltyRule(
        double first,
        double start,
        double up,
        double down,
        int patience,
        double success,
        double least,
        double most,
        int stale,
        boolean both) {
    private static final double NO_SMALLER = 0.99;

    /** Neural Cleanse's: from 0 to {@code start}, times 2, by 2^1.5; ends after 5 patiences. */
    public static PenaltyRule neuralCleanse(double start, int patience, double success) {
        return new PenaltyRule(0, start, 2, Math.pow(2, 1.5), patience, success, 0, 1e10, 5 * patience, true);
    }

    /**
     * DECREE's: from 0.001, times and by 5 after more than 5 steps, between 1e-7 and 1e5; all threefold, since it sums the mask
     * over three channels.
     */
    public static PenaltyRule decree(double success, int stale) {
        return new PenaltyRule(3e-3, 3e-3, 5, 5, 6, success, 3e-7, 3e5, stale, false);
    }

    /** Where the search for one mask stands; a row of {@value #NUMBERS} numbers, so that it can be kept. */
    static final int NUMBERS = 12;

    static final int LAMBDA = 0;
    static final int WAITED = 1;
    static final int UPS = 2;
    static final int DOWNS = 3;
    static final int GREW = 4;
    static final int SHRANK = 5;
    /** Norm of the smallest mask that succeeded; negative where none did. */
    static final int BEST = 6;

    static final int STALE = 7;
    static final int STALE_NORM = 8;
    static final int DONE = 9;
    /** Sum of the successes of the steps of this round. */
    static final int SUM = 10;
    /** Success of the best mask, or of the last round where there is none; negative before the first round. */
    static final int RATE = 11;

    /** The numbers of a search that has not begun. */
    float[] fresh() {
        float[] row = new float[NUMBERS];
        row[LAMBDA] = (float) first;
        row[BEST] = -1;
        row[STALE_NORM] = -1;
        row[RATE] = -1;
        return row;
    }

    /**
     * After a round.
     *
     * @param row the numbers, changed in place
     * @param rate of the round
     * @param norm of its mask
     * @return whether this mask is the best so far
     */
    boolean round(float[] row, double rate, double norm) {
        // The numbers are kept as floats: 0.99 of 100 images must not be missed by rounding.
        boolean succeeds = rate >= success - 1e-6;
        boolean better = succeeds && (row[BEST] < 0 || norm < row[BEST]);
        if (better) {
            row[BEST] = (float) norm;
        }
        if (better || row[BEST] < 0) {
            row[RATE] = (float) rate;
        }
        stop(row);
        weigh(row, succeeds);
        return better;
    }

    private void stop(float[] row) {
        if (row[BEST] < 0) {
            return;
        }
        boolean stands = row[STALE_NORM] >= 0 && row[BEST] >= NO_SMALLER * row[STALE_NORM];
        row[STALE] = stands ? row[STALE] + 1 : 0;
        row[STALE_NORM] = row[STALE_NORM] < 0 ? row[BEST] : Math.min(row[STALE_NORM], row[BEST]);
        boolean weighed = !both || (row[GREW] > 0 && row[SHRANK] > 0);
        if (weighed && row[STALE] >= stale) {
            row[DONE] = 1;
        }
    }

    private void weigh(float[] row, boolean succeeds) {
        if (row[LAMBDA] == 0) {
            row[WAITED] = succeeds ? row[WAITED] + 1 : 0;
            if (row[WAITED] < patience) {
                return;
            }
            row[LAMBDA] = (float) start;
            row[UPS] = 0;
            row[DOWNS] = 0;
        }
        row[UPS] = succeeds ? row[UPS] + 1 : 0;
        row[DOWNS] = succeeds ? 0 : row[DOWNS] + 1;
        if (row[UPS] >= patience) {
            row[UPS] = 0;
            row[LAMBDA] = (float) Math.min(most, row[LAMBDA] * up);
            row[GREW] = 1;
        } else if (row[DOWNS] >= patience) {
            row[DOWNS] = 0;
            row[LAMBDA] = (float) Math.max(least, row[LAMBDA] / down);
            row[SHRANK] = 1;
        }
    }
}
