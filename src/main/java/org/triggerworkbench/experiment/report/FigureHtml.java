package org.triggerworkbench.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Points;

/** Draws what a method shows, each kind in one way. */
public final class FigureHtml {
    private FigureHtml() {}

    /** A figure with its caption. */
    public static String html(Figure figure) {
        return Html.figure(
                figure.caption(),
                switch (figure) {
                    case Figure.Gallery gallery -> PictureStrip.row(gallery.pictures(), gallery.labels());
                    case Figure.ThresholdBars bars -> ThresholdChart.html(bars);
                    case Figure.TwoGroups groups -> HistogramChart.html(groups);
                    case Figure.Roc roc -> RocChart.html(roc);
                    case Figure.Sweep sweep -> sweep(sweep);
                    case Figure.Table table -> Html.table(table.head(), table.rows());
                });
    }

    /** Figures one below the other; small drawings that follow each other share a row where there is room. */
    public static String rows(List<Figure> figures) {
        StringBuilder html = new StringBuilder();
        List<String> row = new ArrayList<>();
        for (Figure figure : figures) {
            boolean wide = figure instanceof Figure.Gallery
                    || figure instanceof Figure.ThresholdBars
                    || figure instanceof Figure.Table;
            if (wide) {
                html.append(together(row));
                html.append(html(figure));
            } else {
                row.add(html(figure));
            }
        }
        return html.append(together(row)).toString();
    }

    private static String together(List<String> row) {
        String html = row.isEmpty() ? "" : Html.row(row.toArray(String[]::new));
        row.clear();
        return html;
    }

    private static String sweep(Figure.Sweep sweep) {
        List<LineChart.Series> lines = sweep.lines().stream()
                .map(line -> new LineChart.Series(line.name(), line.role(), Points.of(sweep.at(), line.values()), 0))
                .toList();
        double left = Arrays.stream(sweep.at()).findFirst().orElse(0);
        return LineChart.html(sweep.caption(), lines, sweep.percent(), left, false, sweep.mark())
                + Html.note(sweep.setting());
    }
}
