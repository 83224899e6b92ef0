package org.triggerworkbench.projection.umap;

/**
 * The closeness of two places at distance d in a UMAP map, 1 / (1 + a d^2b) (McInnes et al. 2018, definition 11).
 *
 * @param a above 0
 * @param b above 0
 */
record UmapCurve(double a, double b) {
    private static final int SAMPLES = 300;
    private static final int MOST_STEPS = 500;

    /**
     * The least-squares fit, at 300 distances from 0 to 3 * spread, to 1 up to the minimum distance and exp(-(d - minimum) /
     * spread) beyond; by Levenberg and Marquardt's method.
     */
    static UmapCurve fit(double minimumDistance, double spread) {
        // In units of the spread, so that one start suits all: d^2b only takes the unit into a.
        double minimum = minimumDistance / spread;
        UmapCurve best = new UmapCurve(1, 1);
        double error = best.error(minimum);
        double damping = 1e-3;
        for (int step = 0; step < MOST_STEPS && damping < 1e12; step++) {
            UmapCurve next = best.improved(minimum, damping);
            double nextError = next.a > 0 && next.b > 0 ? next.error(minimum) : Double.POSITIVE_INFINITY;
            if (nextError < error) {
                best = next;
                error = nextError;
                damping /= 3;
            } else {
                damping *= 4;
            }
        }
        return new UmapCurve(best.a * Math.pow(spread, -2 * best.b), best.b);
    }

    double closeness(double distance) {
        return 1 / (1 + a * Math.pow(distance, 2 * b));
    }

    private static double distance(int sample) {
        return 3.0 * sample / (SAMPLES - 1);
    }

    private static double wanted(double distance, double minimum) {
        return distance < minimum ? 1 : Math.exp(-(distance - minimum));
    }

    private double error(double minimum) {
        double squares = 0;
        for (int s = 0; s < SAMPLES; s++) {
            double d = distance(s);
            squares += Math.pow(closeness(d) - wanted(d, minimum), 2);
        }
        return squares;
    }

    /** One damped step; at distance 0 the curve is 1 whatever a and b are. */
    private UmapCurve improved(double minimum, double damping) {
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double ra = 0;
        double rb = 0;
        for (int s = 1; s < SAMPLES; s++) {
            double d = distance(s);
            double power = Math.pow(d, 2 * b);
            double value = closeness(d);
            double byA = -power * value * value;
            double byB = byA * a * 2 * Math.log(d);
            double residual = wanted(d, minimum) - value;
            aa += byA * byA;
            ab += byA * byB;
            bb += byB * byB;
            ra += byA * residual;
            rb += byB * residual;
        }
        aa *= 1 + damping;
        bb *= 1 + damping;
        double determinant = aa * bb - ab * ab;
        return new UmapCurve(a + (bb * ra - ab * rb) / determinant, b + (aa * rb - ab * ra) / determinant);
    }
}
