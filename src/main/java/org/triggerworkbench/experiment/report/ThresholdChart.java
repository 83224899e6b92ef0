package org.triggerworkbench.experiment.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.method.figure.Ticks;
import org.triggerworkbench.text.Messages;

/** A bar a class with the line of the threshold; flagged bars have the triggered colour, hatching and a word. */
final class ThresholdChart {
    private static final Messages TEXT = Messages.of(ThresholdChart.class);
    private static final double WIDTH = 1040;
    private static final double PLOT = 180;
    private static final double LEFT = 44;
    private static final double RIGHT = 116;
    private static final double TOP = 20;
    private static final double WIDEST = 64;
    private static final double LETTER = 6.4;
    private static final double LEAST = 10;
    private static final int LONGEST = 24;

    private ThresholdChart() {}

    static String html(Figure.ThresholdBars bars) {
        int n = bars.values().length;
        double slot = Math.min(WIDEST, (WIDTH - LEFT - RIGHT) / Math.max(1, n));
        double end = LEFT + slot * n;
        String[] names = IntStream.range(0, n).mapToObj(i -> name(bars, i)).toArray(String[]::new);
        double longest =
                LETTER * Arrays.stream(names).mapToInt(String::length).max().orElse(0);
        double tilt = longest <= slot - 4 ? 0 : slot >= 36 ? 40 : 90;
        double foot = 24 + longest * Math.sin(Math.toRadians(tilt));
        Svg svg = new Svg(end + RIGHT, TOP + PLOT + foot, bars.caption());
        double[] range = range(bars);
        Ticks ticks = Ticks.between(range[0], range[1], false);
        for (int i = 0; i < ticks.at().size(); i++) {
            double y = y(ticks.at().get(i), range);
            svg.line("grid", LEFT, y, end, y);
            svg.text("", "end", LEFT - 8, y + 4, ticks.labels().get(i));
        }
        double line = y(bars.threshold(), range);
        svg.line("threshold", LEFT, line, end, line);
        svg.text(
                "strong",
                "start",
                end + 8,
                line + 4,
                TEXT.get("figure.threshold", ShortNumbers.plain(bars.threshold())));
        for (int i = 0; i < n; i++) {
            boolean flagged = isFlagged(bars, i);
            double middle = LEFT + slot * (i + 0.5);
            double value = bars.values()[i];
            double top = Double.isFinite(value) ? y(Math.max(0, value), range) : y(0, range);
            double bottom = Double.isFinite(value) ? y(Math.min(0, value), range) : y(0, range);
            Role role = flagged ? Role.TRIGGERED : Role.CONTROL;
            svg.bar(role, middle - slot * 0.38, top, slot * 0.76, bottom - top);
            if (slot >= 36 || flagged) {
                svg.text(
                        flagged ? "series triggered" : "over-line",
                        "middle",
                        middle,
                        top - 5,
                        ShortNumbers.plain(value));
            }
            String css = flagged ? "series triggered" : "";
            double under = TOP + PLOT + 16;
            if (tilt == 0) {
                svg.text(css, "middle", middle, under, names[i]);
            } else if (flagged || slot >= LEAST) {
                // Of many classes only those are named that matter.
                svg.tilted(css, middle + 4, under - 2, -tilt, names[i]);
            }
        }
        return svg.html();
    }

    private static String name(Figure.ThresholdBars bars, int bar) {
        String name = bars.names().get(bar);
        String shown = name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
        return isFlagged(bars, bar) ? TEXT.get("figure.flagged", shown) : shown;
    }

    private static boolean isFlagged(Figure.ThresholdBars bars, int bar) {
        return Arrays.stream(bars.flagged()).anyMatch(flagged -> flagged == bar);
    }

    /** From 0 or below to a round number above all. */
    private static double[] range(Figure.ThresholdBars bars) {
        double[] all = DoubleStream.concat(Arrays.stream(bars.values()), DoubleStream.of(bars.threshold(), 0))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double low = all[0];
        double high = Math.max(all[all.length - 1], low + 1e-6);
        double step = Ticks.step(high - low);
        return new double[] {Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step};
    }

    private static double y(double value, double[] range) {
        return TOP + PLOT * (1 - Math.clamp((value - range[0]) / (range[1] - range[0]), 0, 1));
    }
}
