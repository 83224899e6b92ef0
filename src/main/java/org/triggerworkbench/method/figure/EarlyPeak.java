package org.triggerworkbench.method.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A curve whose first values lie far above all that follows, as losses of a new network can: drawn whole, the rest would be a
 * flat line.
 */
public final class EarlyPeak {
    /** Values in this first part of a curve may be left to stick out. */
    private static final double FIRST = 0.05;
    /** What follows would fill less than one part in so many of the height. */
    private static final double FAR = 10;
    /** Room above what follows, in which the curve is seen to come down. */
    private static final double ROOM = 1.25;
    /** With fewer points nobody knows what follows. */
    private static final int FEW = 20;

    private EarlyPeak() {}

    /** A point that sticks out. */
    public record Peak(double x, double y) {}

    /**
     * Up to where the y axis of some curves has to reach, from zero.
     *
     * @param lines each with its xs ascending
     * @return the greatest y of all; where that is in the first twentieth of its curve and more than ten times what follows
     *     there or in any other curve, a little more than the greatest of those; NaN without any point
     */
    public static double top(List<Points> lines) {
        double all = Double.NaN;
        double later = Double.NaN;
        for (Points line : lines) {
            double first = line.size() < FEW
                    ? Double.NEGATIVE_INFINITY
                    : line.xs()[0] + FIRST * (line.xs()[line.size() - 1] - line.xs()[0]);
            for (int i = 0; i < line.size(); i++) {
                double y = line.ys()[i];
                all = larger(all, y);
                later = line.xs()[i] > first ? larger(later, y) : later;
            }
        }
        return later > 0 && all > FAR * later ? ROOM * later : all;
    }

    /** The point with the largest y above an edge; null where none is. */
    public static @Nullable Peak above(List<Points> lines, double edge) {
        Peak peak = null;
        for (Points line : lines) {
            for (int i = 0; i < line.size(); i++) {
                double y = line.ys()[i];
                if (y > (peak == null ? edge : peak.y())) {
                    peak = new Peak(line.xs()[i], y);
                }
            }
        }
        return peak;
    }

    private static double larger(double before, double y) {
        return Double.isNaN(before) ? y : Double.isNaN(y) ? before : Math.max(before, y);
    }
}
