package org.triggerworkbench.app.charts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chart shows at one moment, to be painted on any thread.
 *
 * @param title for people
 * @param across what its x counts, such as "step"
 * @param styles of the series, first drawn first
 * @param buffer the points
 * @param earlier points of earlier runs, drawn faint under them
 * @param band points of runs alike but for their seeds, whose reach is shaded
 * @param smoothing in [0, 0.99]
 * @param logarithmic whether the y axis is
 * @param percent whether y is a fraction shown in percent from 0 to 100
 * @param end x where the axis ends at least
 * @param zoom the part of the axis that is looked at; null for all of it
 */
public record ChartShot(
        String title,
        String across,
        List<CurveStyle> styles,
        CurveBuffer buffer,
        List<CurveBuffer> earlier,
        List<CurveBuffer> band,
        double smoothing,
        boolean logarithmic,
        boolean percent,
        double end,
        @Nullable Span zoom) {
    /** A part of the axis, {@code from} below {@code to}. */
    public record Span(double from, double to) {
        double width() {
            return to - from;
        }
    }

    public ChartShot {
        styles = List.copyOf(styles);
        earlier = List.copyOf(earlier);
        band = List.copyOf(band);
    }

    /** Whether nothing is there to be drawn. */
    public boolean isEmpty() {
        return buffer.version() == 0 && earlier.isEmpty();
    }
}
