package org.triggerworkbench.experiment.report;

import java.util.List;

/** A grid of fractions with their percent in the cells, such as the attack success rate by place of the trigger. */
public final class HeatMap {
    private static final double LEFT = 90;
    private static final double TOP = 22;
    private static final double CELL_WIDTH = 64;
    private static final double CELL_HEIGHT = 36;

    private HeatMap() {}

    /**
     * @param values rows x columns of fractions in [0, 1]; NaN is drawn as a dash
     */
    public static String html(String label, List<String> rows, List<String> columns, double[][] values) {
        Svg svg = new Svg(LEFT + CELL_WIDTH * columns.size(), TOP + CELL_HEIGHT * rows.size(), label);
        for (int c = 0; c < columns.size(); c++) {
            svg.text("", "middle", LEFT + CELL_WIDTH * (c + 0.5), TOP - 8, columns.get(c));
        }
        for (int r = 0; r < rows.size(); r++) {
            double y = TOP + CELL_HEIGHT * r;
            svg.text("", "end", LEFT - 8, y + CELL_HEIGHT / 2 + 4, rows.get(r));
            for (int c = 0; c < columns.size(); c++) {
                double x = LEFT + CELL_WIDTH * c;
                double value = values[r][c];
                String shown = Html.percent(value);
                double share = Double.isNaN(value) ? 0 : Math.clamp(value, 0, 1);
                svg.cell(
                        x,
                        y,
                        CELL_WIDTH - 1,
                        CELL_HEIGHT - 1,
                        ramp(share),
                        rows.get(r) + ", " + columns.get(c) + ": " + shown);
                svg.text(share > 0.6 ? "over" : "strong", "middle", x + CELL_WIDTH / 2, y + CELL_HEIGHT / 2 + 4, shown);
            }
        }
        return svg.html();
    }

    /** Depth of the colour: figures stay readable, since no share gets a middle depth at which neither ink has contrast. */
    static double ramp(double share) {
        return share > 0.6 ? 0.9 + 0.25 * (share - 0.6) : 0.04 + 0.6 * share;
    }
}
