package org.triggerworkbench.app.charts;

import java.util.List;

/**
 * What a chart shows at one moment, to be painted on any thread.
 *
 * @param title for people
 * @param across what its x counts, such as "step"
 * @param styles of the series, first drawn first
 * @param buffer the points
 * @param earlier points of earlier runs, drawn faint under them
 * @param smoothing in [0, 0.99]
 * @param logarithmic whether the y axis is
 * @param percent whether y is a fraction shown in percent from 0 to 100
 * @param end x where the axis ends at least
 */
public record ChartShot(
        String title,
        String across,
        List<CurveStyle> styles,
        CurveBuffer buffer,
        List<CurveBuffer> earlier,
        double smoothing,
        boolean logarithmic,
        boolean percent,
        double end) {
    public ChartShot {
        styles = List.copyOf(styles);
        earlier = List.copyOf(earlier);
    }

    /** Whether nothing is there to be drawn. */
    public boolean isEmpty() {
        return buffer.version() == 0 && earlier.isEmpty();
    }
}
