package org.triggerworkbench.experiment.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.report.BarRow;
import org.triggerworkbench.experiment.report.ConfusionChart;
import org.triggerworkbench.experiment.report.FigureHtml;
import org.triggerworkbench.experiment.report.HeatMap;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.experiment.report.MetricTable;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.text.Messages;

/** report.html of a run: what was run, its figures with their controls, curves, pictures, confusion, features, positions. */
record RunReport(RunFacts facts, RunFolder folder, RunOutcome outcome) {
    private static final Messages TEXT = Messages.of(RunReport.class);

    void write(ReportExamples inputs) {
        ReportPage page = new ReportPage(facts);
        page.add(TEXT.get("report.result"), result(), controls());
        if (!outcome.figures().isEmpty()) {
            page.add(TEXT.get("report.figures"), FigureHtml.rows(outcome.figures()));
        }
        Frontier.of(facts.experiment())
                .ifPresent(frontier -> page.add(TEXT.get("report.frontier"), frontier.html(outcome.attacked())));
        page.training(folder.metrics());
        inputs.examples(page);
        page.add(TEXT.get("report.confusion"), confusion(), perClass());
        if (facts.experiment().report().projected() > 0) {
            inputs.features(page);
        }
        if (inputs.hasPositions()) {
            page.add(TEXT.get("report.positions"), positions());
        }
        Map<String, String> settings = new LinkedHashMap<>();
        outcome.poisoned()
                .ifPresent(poisoned -> settings.put(
                        TEXT.get("run.poisoned"), TEXT.get("run.poisonedValue", poisoned, facts.trainImages())));
        settings.put(TEXT.get("run.steps"), Long.toString(outcome.steps()));
        page.settings(settings);
        folder.writeReport(page.html(TEXT.get(
                "report.subtitle",
                facts.experiment().job().method(),
                facts.wanted(),
                facts.model(),
                facts.data(),
                facts.experiment().seed())));
    }

    private String result() {
        AttackMetrics attacked = outcome.attacked();
        MetricTable table = new MetricTable()
                .add(Measure.ATTACK_SUCCESS, attacked.attackSuccess())
                .add(Measure.CONTROL, outcome.control().attackSuccess())
                .add(Measure.CLEAN_TARGET_RATE, attacked.cleanTargetRate())
                .add(Measure.ROBUST_ACCURACY, attacked.robustAccuracy())
                .add(Measure.CLEAN_ACCURACY, attacked.cleanAccuracy());
        // Texts have none.
        if (!outcome.similarity().isEmpty()) {
            table.add(Measure.SSIM, similarity(Measure.SSIM, "%.4f"), TEXT.get("report.mean"))
                    .add(Measure.PSNR, similarity(Measure.PSNR, "%.1f dB"), TEXT.get("report.mean"))
                    .add(Measure.L0, similarity(Measure.L0, "%.0f"), TEXT.get("report.mean"))
                    .add(Measure.LINF, similarity(Measure.LINF, "%.3f"), TEXT.get("report.mean"));
        }
        return table.html();
    }

    private String controls() {
        List<Measure> measures = List.of(Measure.CLEAN_ACCURACY, Measure.ATTACK_SUCCESS, Measure.CLEAN_TARGET_RATE);
        Map<String, AttackMetrics> asked = new LinkedHashMap<>();
        asked.put(TEXT.get("control.attacked"), outcome.attacked());
        outcome.controls().forEach((name, metrics) -> asked.put(TEXT.get("control." + name), metrics));
        List<List<String>> rows = new ArrayList<>();
        asked.forEach((name, metrics) -> rows.add(Stream.concat(
                        Stream.of(Html.escape(name)),
                        measures.stream().map(measure -> MetricTable.cell(metrics.rate(measure))))
                .toList()));
        List<String> head = Stream.concat(
                        Stream.of(TEXT.get("report.control")), measures.stream().map(Measure::titleWithSymbol))
                .toList();
        return Html.figure(TEXT.get("report.controls"), Html.tableOf(head, rows));
    }

    private String similarity(Measure measure, String format) {
        double value = outcome.similarity().getOrDefault(measure, Double.NaN);
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "\u2013";
    }

    private String confusion() {
        List<String> names = facts.classes();
        AttackMetrics attacked = outcome.attacked();
        return Html.figure(
                        TEXT.get("confusion.clean"),
                        ConfusionChart.html(TEXT.get("confusion.clean"), names, attacked.clean(), outcome.target()))
                + Html.figure(
                        TEXT.get("confusion.triggered"),
                        ConfusionChart.html(
                                TEXT.get("confusion.triggered"), names, attacked.triggered(), outcome.target()));
    }

    private String perClass() {
        List<String> names = facts.classes();
        StringBuilder left = new StringBuilder();
        StringBuilder right = new StringBuilder();
        for (int label = 0; label < names.size(); label++) {
            (2 * label < names.size() ? left : right)
                    .append(BarRow.html(
                            facts.className(label),
                            Role.CLEAN,
                            outcome.attacked().clean().accuracy(label).value()));
        }
        return Html.figure(
                TEXT.get("perClass.caption"), Html.row("<div>" + left + "</div>", "<div>" + right + "</div>"));
    }

    private String positions() {
        List<String> maps = new ArrayList<>();
        if (!outcome.moved().isEmpty()) {
            maps.add(map(TEXT.get("positions.moved"), outcome.moved(), true));
        }
        if (!outcome.trained().isEmpty()) {
            maps.add(map(TEXT.get("positions.trainedAsr"), outcome.trained(), true));
            maps.add(map(TEXT.get("positions.trainedCa"), outcome.trained(), false));
        }
        boolean asked = facts.experiment().report().positions()
                        + facts.experiment().report().trainedPositions()
                > 0;
        return maps.isEmpty()
                ? Html.paragraph(asked ? TEXT.get("positions.fixed") : TEXT.get("positions.none"))
                : Html.row(maps.toArray(String[]::new));
    }

    private static String map(String caption, List<RunOutcome.Position> positions, boolean attack) {
        int n = (int) Math.round(Math.sqrt(positions.size()));
        double[][] values = new double[n][n];
        for (RunOutcome.Position position : positions) {
            AttackMetrics metrics = position.metrics();
            values[position.row()][position.column()] =
                    (attack ? metrics.attackSuccess() : metrics.cleanAccuracy()).value();
        }
        List<String> numbers =
                IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList();
        return Html.figure(caption, HeatMap.html(caption, numbers, numbers, values));
    }
}
