package org.triggerworkbench.experiment.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Ticks;
import org.triggerworkbench.text.Messages;

/** How many clean and how many triggered inputs score what, side by side in each bin, with the threshold. */
final class HistogramChart {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 260;
    private static final double LEFT = 44;
    private static final double TOP = 44;
    private static final double BOTTOM = 24;
    private static final int BINS = 24;

    private HistogramChart() {}

    static String html(Figure.TwoGroups groups) {
        double[] all = DoubleStream.concat(
                        DoubleStream.concat(Arrays.stream(groups.clean()), Arrays.stream(groups.triggered())),
                        DoubleStream.of(groups.threshold()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double low = all.length == 0 ? 0 : all[0];
        double high = all.length == 0 || all[all.length - 1] <= low ? low + 1 : all[all.length - 1];
        int[] clean = bins(groups.clean(), low, high);
        int[] triggered = bins(groups.triggered(), low, high);
        int most = Math.max(
                1,
                Math.max(
                        Arrays.stream(clean).max().orElse(1),
                        Arrays.stream(triggered).max().orElse(1)));
        double step = Math.max(1, Math.ceil(Ticks.step(most)));
        double top = Math.ceil(most / step) * step;
        Svg svg = new Svg(WIDTH, HEIGHT, groups.caption());
        svg.key(14);
        Ticks up = Ticks.linear(top, true);
        for (int i = 0; i < up.at().size(); i++) {
            double y = y(up.at().get(i), top);
            svg.line("grid", LEFT, y, WIDTH, y);
            svg.text("", "end", LEFT - 8, y + 4, up.labels().get(i));
        }
        double slot = (WIDTH - LEFT) / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            double x = LEFT + slot * bin;
            double foot = y(0, top);
            svg.bar(Role.CLEAN, x + 1, y(clean[bin], top), slot / 2 - 1, foot - y(clean[bin], top));
            svg.bar(Role.TRIGGERED, x + slot / 2, y(triggered[bin], top), slot / 2 - 1, foot - y(triggered[bin], top));
        }
        Ticks across = Ticks.between(low, high, false);
        for (int i = 0; i < across.at().size(); i++) {
            double x = LEFT + (WIDTH - LEFT) * (across.at().get(i) - low) / (high - low);
            svg.text(
                    "",
                    x > WIDTH - 16 ? "end" : "middle",
                    x,
                    HEIGHT - 6,
                    across.labels().get(i));
        }
        double x = LEFT + (WIDTH - LEFT) * (groups.threshold() - low) / (high - low);
        svg.line("threshold", x, TOP - 12, x, HEIGHT - BOTTOM);
        svg.text(
                "strong",
                x > WIDTH / 2 ? "end" : "start",
                x > WIDTH / 2 ? x - 6 : x + 6,
                TOP - 4,
                Messages.of(HistogramChart.class).get("figure.threshold", ShortNumbers.plain(groups.threshold())));
        return svg.html() + Html.note(groups.statistic());
    }

    private static int[] bins(double[] scores, double low, double high) {
        int[] bins = new int[BINS];
        for (double score : scores) {
            if (Double.isFinite(score)) {
                bins[Math.min(BINS - 1, (int) (BINS * (score - low) / (high - low)))]++;
            }
        }
        return bins;
    }

    private static double y(double count, double top) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / top;
    }
}
