package org.triggerworkbench.app.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.method.figure.Points;

/** Shades, for each curve, what lies between the least and the largest of several runs. */
final class BandPainter {
    private static final int ALPHA = 44;

    private static final Color NONE = new Color(0, 0, 0, 0);

    private BandPainter() {}

    static void paint(Graphics2D g2, ChartPainter.Frame frame, ChartShot shot, Tokens tokens) {
        if (shot.band().size() < 2) {
            return;
        }
        Graphics2D inside = (Graphics2D) g2.create();
        inside.clip(frame.area());
        for (CurveStyle style : shot.styles()) {
            if (style.form() == CurveStyle.Form.EXACT) {
                Color ink = ChartPainter.awt(style.ink().of(tokens));
                inside.setPaint(new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), ALPHA));
                inside.fill(area(frame, reach(shot.band(), style.series())));
            }
        }
        inside.dispose();
        // On a canvas both share one pen, and this one would take the next colour for set where it had it before.
        g2.setPaint(NONE);
    }

    /** Least and largest y by x, where all runs have a point. */
    static Map<Double, double[]> reach(List<CurveBuffer> runs, String series) {
        Map<Double, double[]> reach = new TreeMap<>();
        Map<Double, Integer> counted = new TreeMap<>();
        for (CurveBuffer run : runs) {
            Points points = run.points(series);
            for (int i = 0; i < points.size(); i++) {
                double y = points.ys()[i];
                reach.merge(points.xs()[i], new double[] {y, y}, (old, now) ->
                        new double[] {Math.min(old[0], now[0]), Math.max(old[1], now[1])});
                counted.merge(points.xs()[i], 1, Integer::sum);
            }
        }
        reach.keySet().removeIf(x -> counted.getOrDefault(x, 0) < runs.size());
        return reach;
    }

    private static Path2D area(ChartPainter.Frame frame, Map<Double, double[]> reach) {
        Path2D path = new Path2D.Double();
        reach.forEach((x, ends) -> {
            if (path.getCurrentPoint() == null) {
                path.moveTo(frame.x(x), frame.y(ends[1]));
            } else {
                path.lineTo(frame.x(x), frame.y(ends[1]));
            }
        });
        new TreeMap<>(reach).descendingMap().forEach((x, ends) -> path.lineTo(frame.x(x), frame.y(ends[0])));
        if (path.getCurrentPoint() != null) {
            path.closePath();
        }
        return path;
    }
}
