package org.triggerworkbench.experiment.report;

import java.util.Locale;
import org.triggerworkbench.evaluation.Interval;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.text.Messages;

/** A table of measures, each with its value, what was counted, its interval and its definition. */
public final class MetricTable {
    private static final Messages TEXT = Messages.of(MetricTable.class);

    private final StringBuilder rows = new StringBuilder();

    /** Adds a rate with "57 of 58, 90.9 to 99.7". */
    public MetricTable add(Measure measure, Rate rate) {
        return row(measure, Html.percent(rate.value()), counted(rate));
    }

    /** Adds a measure that is no share of inputs, such as SSIM of a named pair of images. */
    public MetricTable add(Measure measure, String value, String counted) {
        return row(measure, value, counted);
    }

    public String html() {
        return "<div class=\"wide\"><table><thead><tr><th>" + head("metric.name") + "</th><th>" + head("metric.value")
                + "</th><th>" + head("metric.counted") + "</th><th>" + head("metric.meaning")
                + "</th></tr></thead><tbody>" + rows + "</tbody></table></div>";
    }

    /** The counts of a rate with its 95% interval in percent. */
    public static String counted(Rate rate) {
        if (!rate.isDefined()) {
            return TEXT.get("metric.none");
        }
        Interval interval = rate.wilson();
        return TEXT.get("metric.counts", rate.hits(), rate.n(), tenth(interval.low()), tenth(interval.high()));
    }

    /** A rate as a cell of a table: percent, and under it what was counted. */
    public static String cell(Rate rate) {
        return "<b>" + Html.percent(rate.value()) + "</b><small>" + Html.escape(counted(rate)) + "</small>";
    }

    private MetricTable row(Measure measure, String value, String counted) {
        rows.append("<tr><td>").append(Html.escape(measure.titleWithSymbol()));
        rows.append("</td><td class=\"value\">").append(Html.escape(value));
        rows.append("</td><td class=\"count\">").append(Html.escape(counted));
        rows.append("</td><td class=\"meaning\">")
                .append(Html.escape(measure.definition()))
                .append("</td></tr>");
        return this;
    }

    private static String tenth(double fraction) {
        return String.format(Locale.ROOT, "%.1f", 100 * fraction);
    }

    private static String head(String key) {
        return Html.escape(TEXT.get(key));
    }
}
