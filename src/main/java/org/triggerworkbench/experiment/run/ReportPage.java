package org.triggerworkbench.experiment.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.experiment.ProgramVersion;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunMetrics;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.experiment.report.LineChart;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.Phase;

/** A report in the making, with the sections that those of attacks and of defences share. */
final class ReportPage {
    private static final Messages TEXT = Messages.of(ReportPage.class);
    private static final double SMOOTHING = 0.9;
    private static final String CLEAN = "clean";
    private static final String TOTAL = "total";
    /** Parts of a loss that are of triggered images. */
    private static final Set<String> TRIGGERED = Set.of("poisoned", "triggered");

    private final RunFacts facts;
    private final List<String> sections = new ArrayList<>();

    ReportPage(RunFacts facts) {
        this.facts = facts;
    }

    void add(String heading, String... html) {
        sections.add(Html.section(heading, html));
    }

    /** The curves of what was trained; no section where nothing was. */
    void training(RunMetrics metrics) {
        List<String> charts = new ArrayList<>();
        boolean defends = facts.experiment().job() instanceof Experiment.Defense;
        chart(charts, TEXT.get(defends ? "curve.rates.defence" : "curve.rates"), rates(metrics), true);
        chart(charts, TEXT.get("curve.losses", SMOOTHING), losses(metrics), false);
        if (!charts.isEmpty()) {
            add(TEXT.get("report.training"), Html.row(charts.toArray(String[]::new)));
        }
    }

    private static void chart(List<String> charts, String caption, List<LineChart.Series> series, boolean percent) {
        List<LineChart.Series> present =
                series.stream().filter(line -> line.points().size() > 0).toList();
        if (!present.isEmpty()) {
            charts.add(Html.figure(caption, LineChart.html(caption, present, percent)));
        }
    }

    private static List<LineChart.Series> rates(RunMetrics metrics) {
        return List.of(
                rate(
                        Measure.CLEAN_ACCURACY,
                        Role.CLEAN,
                        metrics.curve(Phase.Part.METHOD, Measure.CLEAN_ACCURACY.key())),
                rate(
                        Measure.ATTACK_SUCCESS,
                        Role.TRIGGERED,
                        metrics.curve(Phase.Part.METHOD, Measure.ATTACK_SUCCESS.key())),
                rate(Measure.CONTROL, Role.CONTROL, metrics.control()));
    }

    private static LineChart.Series rate(Measure measure, Role role, Points points) {
        return new LineChart.Series(measure.symbol(), role, points, 0);
    }

    /** The parts of the method's loss, or the whole where it has one part; beside it the control's clean part. */
    private static List<LineChart.Series> losses(RunMetrics metrics) {
        List<String> parts = metrics.losses(Phase.Part.METHOD);
        List<LineChart.Series> series = new ArrayList<>();
        for (String part : parts) {
            if (!part.equals(TOTAL) || parts.size() == 1) {
                series.add(loss(
                        metrics,
                        Phase.Part.METHOD,
                        part,
                        label(part),
                        TRIGGERED.contains(part) ? Role.TRIGGERED : Role.CLEAN));
            }
        }
        String control = metrics.losses(Phase.Part.CONTROL).contains(CLEAN) ? CLEAN : TOTAL;
        series.add(loss(metrics, Phase.Part.CONTROL, control, Measure.CONTROL.symbol(), Role.CONTROL));
        return series;
    }

    private static LineChart.Series loss(RunMetrics metrics, Phase.Part part, String loss, String label, Role role) {
        return new LineChart.Series(label, role, metrics.curve(part, RunMetrics.loss(loss)), SMOOTHING);
    }

    private static String label(String part) {
        return part.equals(CLEAN) || TRIGGERED.contains(part) ? TEXT.get("curve." + part) : part;
    }

    /**
     * What was run.
     *
     * @param more rows by name
     */
    void settings(Map<String, String> more) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(TEXT.get("run.seed"), Long.toString(facts.experiment().seed()));
        rows.put(
                TEXT.get("run.versions"),
                TEXT.get(
                        "run.versionsValue",
                        ProgramVersion.number(),
                        System.getProperty("java.version"),
                        facts.engine(),
                        facts.device(),
                        facts.threads()));
        List<String> remarks = facts.remarks().sentences();
        if (!remarks.isEmpty()) {
            rows.put(TEXT.get("run.images"), String.join(" ", remarks));
        }
        rows.putAll(more);
        add(TEXT.get("report.run"), rows(rows), Html.preformatted(ExperimentFile.text(facts.experiment())));
    }

    /** A table of names and values. */
    static String rows(Map<String, String> rows) {
        return Html.table(
                List.of(TEXT.get("run.what"), TEXT.get("run.value")),
                rows.entrySet().stream()
                        .map(row -> List.of(row.getKey(), row.getValue()))
                        .toList());
    }

    String html(String subtitle) {
        return Html.page(facts.experiment().name(), subtitle, sections);
    }
}
