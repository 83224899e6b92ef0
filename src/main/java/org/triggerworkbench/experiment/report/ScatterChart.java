package org.triggerworkbench.experiment.report;

import org.triggerworkbench.method.figure.Role;

/** Clean points as circles, the same inputs triggered as triangles, each pair joined by a faint line. */
public final class ScatterChart {
    private static final double SIZE = 480;
    private static final double HEAD = 28;
    private static final double EDGE = 12;

    private ScatterChart() {}

    /**
     * @param clean N x 2 finite places
     * @param triggered as many places, of the same inputs in the same order
     */
    public static String html(String label, float[][] clean, float[][] triggered) {
        if (clean.length != triggered.length) {
            throw new IllegalArgumentException(clean.length + " clean and " + triggered.length + " triggered points");
        }
        Svg svg = new Svg(SIZE, SIZE + HEAD, label);
        svg.key(14);
        Frame frame = Frame.of(clean, triggered);
        for (int i = 0; i < clean.length; i++) {
            svg.line("join", frame.x(clean[i]), frame.y(clean[i]), frame.x(triggered[i]), frame.y(triggered[i]));
        }
        for (float[] point : clean) {
            svg.mark(Role.CLEAN, frame.x(point), frame.y(point));
        }
        for (float[] point : triggered) {
            svg.mark(Role.TRIGGERED, frame.x(point), frame.y(point));
        }
        return svg.html();
    }

    /** One scale for both axes, so that distances stay true. */
    private record Frame(double midX, double midY, double scale) {
        static Frame of(float[][]... groups) {
            double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (float[][] group : groups) {
                for (float[] point : group) {
                    for (int axis = 0; axis < 2; axis++) {
                        low[axis] = Math.min(low[axis], point[axis]);
                        high[axis] = Math.max(high[axis], point[axis]);
                    }
                }
            }
            double span = Math.max(high[0] - low[0], high[1] - low[1]);
            return new Frame((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, span > 0 ? (SIZE - 2 * EDGE) / span : 1);
        }

        double x(float[] point) {
            return SIZE / 2 + (point[0] - midX) * scale;
        }

        double y(float[] point) {
            return HEAD + SIZE / 2 - (point[1] - midY) * scale;
        }
    }
}
