package org.triggerworkbench.method.figure;

/**
 * The exponential moving average with bias correction, as TensorBoard draws it: {@code m_t = s m_(t-1) + (1 - s) y_t} from
 * {@code m_0 = 0}, shown as {@code m_t / (1 - s^t)}.
 */
public final class Smoothing {
    /** The strongest smoothing. */
    public static final double MOST = 0.99;

    private Smoothing() {}

    /**
     * Smooths the first values.
     *
     * @param ys at least {@code size} values; those that are not finite stay as they are and count for nothing
     * @param strength s, in [0, {@value #MOST}]; 0 changes nothing
     */
    public static double[] of(double[] ys, int size, double strength) {
        if (!(strength >= 0 && strength <= MOST)) {
            throw new IllegalArgumentException("a smoothing of " + strength);
        }
        double[] smooth = new double[size];
        double mean = 0;
        double unseen = 1;
        for (int i = 0; i < size; i++) {
            double y = ys[i];
            if (!Double.isFinite(y)) {
                smooth[i] = y;
                continue;
            }
            mean = strength * mean + (1 - strength) * y;
            unseen *= strength;
            smooth[i] = mean / (1 - unseen);
        }
        return smooth;
    }
}
