package org.triggerworkbench.experiment;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.triggerworkbench.attack.PreparedAttack;
import org.triggerworkbench.compute.AtomicFiles;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.report.BarRow;
import org.triggerworkbench.experiment.report.ConfusionChart;
import org.triggerworkbench.experiment.report.HeatMap;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.experiment.report.LineChart;
import org.triggerworkbench.experiment.report.Metric;
import org.triggerworkbench.experiment.report.MetricTable;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** report.html of a run: what was run, its figures with their controls, curves, pictures, confusion, features, positions. */
final class RunReport {
    private static final Messages TEXT = Messages.of(RunReport.class);
    private static final double SMOOTHING = 0.9;

    private final Compute compute;
    private final RunFolder folder;
    private final Experiment experiment;
    private final Workshop workshop;
    private final Outcome outcome;

    RunReport(Compute compute, RunFolder folder, Workshop workshop, Outcome outcome) {
        this.compute = compute;
        this.folder = folder;
        this.experiment = folder.experiment();
        this.workshop = workshop;
        this.outcome = outcome;
    }

    void write(PreparedAttack clean, PreparedAttack attacked, Trigger trigger) {
        ReportPictures pictures = new ReportPictures(compute, workshop, experiment, trigger);
        List<String> sections = new ArrayList<>();
        sections.add(Html.section(TEXT.get("report.result"), result(), controls()));
        sections.add(
                Html.section(TEXT.get("report.training"), Html.row(rates(clean, attacked), losses(clean, attacked))));
        sections.add(Html.section(TEXT.get("report.pictures"), pictures.stamped(attacked.attacked())));
        pictures.prompts(clean.attacked(), attacked.attacked())
                .ifPresent(prompts -> sections.add(Html.section(TEXT.get("report.prompts"), prompts)));
        sections.add(Html.section(TEXT.get("report.confusion"), confusion(), perClass()));
        if (experiment.report().projected() > 0) {
            sections.add(Html.section(TEXT.get("report.features"), pictures.features(attacked.attacked())));
        }
        sections.add(Html.section(TEXT.get("report.positions"), positions()));
        sections.add(Html.section(TEXT.get("report.run"), settings()));
        String page = Html.page(experiment.name(), subtitle(), sections);
        AtomicFiles.write(folder.report(), page.getBytes(StandardCharsets.UTF_8));
    }

    private String subtitle() {
        return TEXT.get(
                "report.subtitle",
                experiment.job().method(),
                targetName(),
                workshop.source().card().name(),
                workshop.data().name(),
                experiment.seed());
    }

    private String targetName() {
        return workshop.data().classNames().get(outcome.target()) + " \u25ce";
    }

    private String result() {
        AttackMetrics attacked = outcome.attacked();
        return new MetricTable()
                .add(Metric.ATTACK_SUCCESS, attacked.attackSuccess())
                .add(Metric.CONTROL, outcome.control().attackSuccess())
                .add(Metric.CLEAN_TARGET_RATE, attacked.cleanTargetRate())
                .add(Metric.ROBUST_ACCURACY, attacked.robustAccuracy())
                .add(Metric.CLEAN_ACCURACY, attacked.cleanAccuracy())
                .add(Metric.SSIM, similarity("ssim", "%.4f"), TEXT.get("report.mean"))
                .add(Metric.PSNR, similarity("psnr", "%.1f dB"), TEXT.get("report.mean"))
                .add(Metric.L0, similarity("l0", "%.0f"), TEXT.get("report.mean"))
                .add(Metric.LINF, similarity("linf", "%.3f"), TEXT.get("report.mean"))
                .html();
    }

    private String controls() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(controlRow(TEXT.get("control.attacked"), outcome.attacked()));
        outcome.controls().forEach((name, metrics) -> rows.add(controlRow(TEXT.get("control." + name), metrics)));
        return Html.figure(
                TEXT.get("report.controls"),
                Html.table(
                        List.of(
                                TEXT.get("report.control"),
                                Metric.CLEAN_ACCURACY.title(),
                                Metric.ATTACK_SUCCESS.title(),
                                Metric.CLEAN_TARGET_RATE.title()),
                        rows));
    }

    private static List<String> controlRow(String name, AttackMetrics metrics) {
        return List.of(
                name,
                cell(metrics.cleanAccuracy().value(), MetricTable.counted(metrics.cleanAccuracy())),
                cell(metrics.attackSuccess().value(), MetricTable.counted(metrics.attackSuccess())),
                cell(metrics.cleanTargetRate().value(), MetricTable.counted(metrics.cleanTargetRate())));
    }

    private static String cell(double value, String counted) {
        return TEXT.get("report.cell", Html.percent(value), counted);
    }

    private String similarity(String measure, String format) {
        double value = outcome.similarity().getOrDefault(measure, Double.NaN);
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "\u2013";
    }

    private String rates(PreparedAttack clean, PreparedAttack attacked) {
        List<LineChart.Series> series = new ArrayList<>();
        LineChart.Series success =
                epochs(attacked.name(), "attackSuccessRate", TEXT.get("curve.asr"), Role.TRIGGERED);
        series.add(epochs(attacked.name(), "cleanAccuracy", TEXT.get("curve.ca"), Role.CLEAN));
        series.add(success);
        series.add(level(epochs(clean.name(), "attackSuccessRate", TEXT.get("curve.control"), Role.CONTROL), success));
        return Html.figure(TEXT.get("curve.rates"), LineChart.html(TEXT.get("curve.rates"), present(series), true));
    }

    private String losses(PreparedAttack clean, PreparedAttack attacked) {
        List<LineChart.Series> series = new ArrayList<>();
        series.add(steps(attacked.name(), "clean", TEXT.get("curve.clean"), Role.CLEAN));
        series.add(steps(attacked.name(), "poisoned", TEXT.get("curve.poisoned"), Role.TRIGGERED));
        series.add(steps(attacked.name(), "triggered", TEXT.get("curve.triggered"), Role.TRIGGERED));
        series.add(steps(clean.name(), "clean", TEXT.get("curve.control"), Role.CONTROL));
        return Html.figure(TEXT.get("curve.losses"), LineChart.html(TEXT.get("curve.losses"), present(series), false));
    }

    /** A control without training has one figure; it holds at all steps of the attack. */
    private static LineChart.Series level(LineChart.Series control, LineChart.Series beside) {
        if (control.x().length != 1) {
            return control;
        }
        double[] y = new double[beside.x().length];
        Arrays.fill(y, control.y()[0]);
        return new LineChart.Series(control.name(), control.role(), beside.x(), y, control.smoothing());
    }

    private static List<LineChart.Series> present(List<LineChart.Series> series) {
        return series.stream().filter(line -> line.x().length > 0).toList();
    }

    private LineChart.Series epochs(String phase, String metric, String name, Role role) {
        return series(phase, "epoch", "metrics", metric, name, role, 0);
    }

    private LineChart.Series steps(String phase, String loss, String name, Role role) {
        return series(phase, "step", "losses", loss, name, role, SMOOTHING);
    }

    private LineChart.Series series(
            String phase, String kind, String group, String value, String name, Role role, double smoothing) {
        List<double[]> points = new ArrayList<>();
        for (JsonObject line : new MetricsLog(folder.metrics()).lines()) {
            if (line.get("phase").getAsString().equals(phase)
                    && line.get("kind").getAsString().equals(kind)
                    && line.getAsJsonObject(group).has(value)
                    && !line.getAsJsonObject(group).get(value).isJsonNull()) {
                points.add(new double[] {
                    line.get("step").getAsDouble(),
                    line.getAsJsonObject(group).get(value).getAsDouble()
                });
            }
        }
        double[] x = points.stream().mapToDouble(point -> point[0]).toArray();
        double[] y = points.stream().mapToDouble(point -> point[1]).toArray();
        return new LineChart.Series(name, role, x, y, smoothing);
    }

    private String confusion() {
        List<String> names = workshop.data().classNames();
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
        List<String> names = workshop.data().classNames();
        StringBuilder left = new StringBuilder();
        StringBuilder right = new StringBuilder();
        for (int label = 0; label < names.size(); label++) {
            String name = label == outcome.target() ? names.get(label) + " \u25ce" : names.get(label);
            (2 * label < names.size() ? left : right)
                    .append(BarRow.html(
                            name,
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
        boolean asked = experiment.report().positions() + experiment.report().trainedPositions() > 0;
        return maps.isEmpty()
                ? Html.paragraph(asked ? TEXT.get("positions.fixed") : TEXT.get("positions.none"))
                : Html.row(maps.toArray(String[]::new));
    }

    private static String map(String caption, List<Outcome.Position> positions, boolean attack) {
        int n = (int) Math.round(Math.sqrt(positions.size()));
        double[][] values = new double[n][n];
        for (Outcome.Position position : positions) {
            AttackMetrics metrics = position.metrics();
            values[position.row()][position.column()] =
                    (attack ? metrics.attackSuccess() : metrics.cleanAccuracy()).value();
        }
        List<String> numbers =
                IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList();
        return Html.figure(caption, HeatMap.html(caption, numbers, numbers, values));
    }

    private String settings() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(TEXT.get("run.seed"), Long.toString(experiment.seed()));
        rows.put(
                TEXT.get("run.versions"),
                TEXT.get(
                        "run.versionsValue",
                        ProgramVersion.number(),
                        System.getProperty("java.version"),
                        compute.engineVersion(),
                        compute.device(),
                        compute.threads()));
        outcome.poisoned()
                .ifPresent(poisoned -> rows.put(
                        TEXT.get("run.poisoned"),
                        TEXT.get(
                                "run.poisonedValue",
                                poisoned,
                                workshop.data().train().size())));
        rows.put(TEXT.get("run.steps"), Long.toString(outcome.steps()));
        List<List<String>> cells = new ArrayList<>();
        rows.forEach((name, value) -> cells.add(List.of(name, value)));
        return Html.table(List.of(TEXT.get("run.what"), TEXT.get("run.value")), cells)
                + Html.preformatted(ExperimentFile.text(experiment));
    }
}
