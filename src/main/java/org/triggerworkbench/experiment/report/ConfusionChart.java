package org.triggerworkbench.experiment.report;

import java.util.Arrays;
import java.util.List;
import org.triggerworkbench.evaluation.Confusion;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.text.Messages;

/** True classes down, predicted classes across; each row's colour is its share. Names are shown for up to 50 classes. */
public final class ConfusionChart {
    private static final int MOST_NAMES = 50;
    private static final int MOST_COUNTS = 16;
    private static final int LONGEST = 18;

    private ConfusionChart() {}

    /**
     * @param target the attack's target class, outlined and marked; -1 for none
     */
    public static String html(String label, List<String> names, Confusion confusion, int target) {
        int k = confusion.classes();
        boolean named = k <= MOST_NAMES;
        double cell = k <= MOST_COUNTS ? 28 : Math.max(2, Math.floor(700.0 / k));
        double left = named ? 112 : 4;
        double top = named ? 96 : 4;
        Svg svg = new Svg(left + cell * k + (named ? 48 : 4), top + cell * k + 4, label);
        for (int row = 0; row < k; row++) {
            double y = top + cell * row;
            if (named) {
                String name = Target.marked(shortened(names.get(row)), row == target);
                svg.text("", "end", left - 8, y + cell / 2 + 4, name);
                double x = left + cell * (row + 0.5) + 4;
                svg.raw("<g transform=\"rotate(-55 " + x + " " + (top - 8) + ")\">");
                svg.text("", "start", x, top - 8, name);
                svg.raw("</g>");
            }
            double total = Math.max(
                    1, Arrays.stream(confusion.counts()[row]).sum() + confusion.unanswered()[row]);
            for (int column = 0; column < k; column++) {
                int count = confusion.counts()[row][column];
                double share = count / total;
                String title = Messages.of(ConfusionChart.class)
                        .get("confusion.cell", names.get(row), names.get(column), count);
                double x = left + cell * column;
                double gap = cell > 8 ? 1 : 0;
                svg.cell(x, y, cell - gap, cell - gap, count == 0 ? 0.04 : HeatMap.ramp(share), title);
                if (k <= MOST_COUNTS && count > 0) {
                    svg.text(
                            share > 0.6 ? "over" : "strong",
                            "middle",
                            x + cell / 2,
                            y + cell / 2 + 4,
                            String.valueOf(count));
                }
            }
        }
        if (target >= 0) {
            svg.rect("target", left + cell * target - 1, top - 1, cell + 1, cell * k + 1);
        }
        return svg.html();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }
}
