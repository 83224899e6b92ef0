package org.triggerworkbench.experiment.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.folder.RunMetrics;
import org.triggerworkbench.experiment.report.FigureHtml;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.experiment.report.MetricTable;
import org.triggerworkbench.experiment.report.PictureStrip;
import org.triggerworkbench.experiment.report.ShortNumbers;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.Review;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.text.Messages;

/** report.html of a defence: what it found and why, what it was given, what there is to see, what was run. */
record FindingReport(RunFacts facts, RunFolder folder) {
    private static final Messages TEXT = Messages.of(FindingReport.class);

    void write(Finding finding) {
        folder.writeReport(html(finding, folder.metrics()));
    }

    String html(Finding finding, RunMetrics metrics) {
        ReportPage page = new ReportPage(facts);
        switch (finding) {
            case Detection detection -> page.add(TEXT.get("report.result"), headline(detection), bars(detection));
            case InputScores scores -> page.add(TEXT.get("report.result"), headline(scores));
            case Repair repair -> page.add(TEXT.get("report.result"), headline(repair), rows(repair));
        }
        if (finding instanceof Detection detection && detection.review() != null) {
            page.add(TEXT.get("report.review"), review(detection.review()));
        }
        if (!finding.figures().isEmpty()) {
            page.add(TEXT.get("report.figures"), FigureHtml.rows(finding.figures()));
        }
        if (finding instanceof Detection detection) {
            page.add(TEXT.get("report.seeds"), seeds(detection));
        }
        page.training(metrics);
        page.add(TEXT.get("report.given"), ReportPage.rows(given(finding)));
        page.settings(
                finding instanceof Repair repair
                        ? Map.of(TEXT.get("run.steps"), Long.toString(repair.steps()))
                        : Map.of());
        return page.html(TEXT.get(
                "report.defence",
                title(),
                facts.model(),
                facts.data(),
                facts.experiment().seed()));
    }

    private String title() {
        return Card.of(facts.experiment().job().known()).title();
    }

    private String headline(Detection detection) {
        Role role =
                switch (detection.verdict()) {
                    case BACKDOORED -> Role.TRIGGERED;
                    case CLEAN -> Role.CLEAN;
                    case INCONCLUSIVE -> Role.CONTROL;
                };
        String threshold = ShortNumbers.plain(detection.threshold());
        String flagged = Arrays.stream(detection.flagged())
                .boxed()
                .sorted(Comparator.comparingDouble(label -> -detection.values()[label]))
                .map(label -> TEXT.get(
                        "finding.class",
                        facts.classes().get(label),
                        ShortNumbers.plain(detection.values()[label])))
                .collect(Collectors.joining(", "));
        String worst = ShortNumbers.plain(detection.worst());
        String reason =
                switch (detection.scale()) {
                    case CLASSES_ABOVE ->
                        flagged.isEmpty()
                                ? TEXT.get("finding.below", detection.statistic(), worst, threshold)
                                : TEXT.get("finding.above", detection.statistic(), threshold, flagged);
                    case WHOLE_ABOVE -> TEXT.get("finding.wholeAbove", detection.statistic(), worst, threshold);
                    case WHOLE_BELOW -> TEXT.get("finding.wholeBelow", detection.statistic(), worst, threshold);
                };
        long alike = detection.seeds().stream()
                .filter(row -> row.verdict() == detection.verdict())
                .count();
        return Html.headline(verdict(detection.verdict()), role, reason)
                + Html.paragraph(
                        TEXT.get("finding.seeds", alike, detection.seeds().size()));
    }

    private static String verdict(Detection.Verdict verdict) {
        return TEXT.get("verdict." + verdict.name());
    }

    /** The statistic of each class, unless the defence draws it itself. */
    private String bars(Detection detection) {
        boolean drawn = detection.scale() != Detection.Scale.CLASSES_ABOVE
                || detection.figures().stream()
                        .anyMatch(figure -> figure instanceof Figure.ThresholdBars bars
                                && Arrays.equals(bars.values(), detection.values()));
        return drawn
                ? ""
                : FigureHtml.html(new Figure.ThresholdBars(
                        TEXT.get("finding.bars", detection.statistic()),
                        detection.statistic(),
                        facts.classes(),
                        detection.values(),
                        detection.threshold(),
                        detection.flagged()));
    }

    /** Was it right? The planted backdoor beside what was found, and what the found does to unseen images. */
    private String review(Review review) {
        List<Picture> pictures = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        StringBuilder html = new StringBuilder();
        Review.Truth truth = review.truth();
        if (truth != null) {
            String target = truth.target() == Target.NONE
                    ? facts.wanted()
                    : facts.classes().get(truth.target());
            pictures.add(truth.trigger());
            labels.add(TEXT.get("review.true", target));
            boolean classes =
                    review.checks().stream().anyMatch(check -> check.trigger().label() >= 0);
            if (!truth.works()) {
                html.append(Html.paragraph(
                        TEXT.get("review.idle", Html.percent(truth.success().value()), target)));
            } else if (truth.target() == Target.NONE) {
                html.append(Html.paragraph(TEXT.get("review.each")));
            } else if (classes) {
                html.append(Html.paragraph(TEXT.get(truth.named() ? "review.named" : "review.missed", target)));
            }
        } else {
            html.append(Html.paragraph(TEXT.get("review.unknown")));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Review.Check check : review.checks()) {
            int label = check.trigger().label();
            String name = label < 0 ? TEXT.get("review.whole") : facts.classes().get(label);
            pictures.add(check.trigger().picture());
            labels.add(name);
            rows.add(List.of(
                    Html.escape(name),
                    TEXT.get(check.flagged() ? "review.flagged" : "review.notFlagged"),
                    check.success().isDefined() ? MetricTable.cell(check.success()) : "\u2013",
                    ShortNumbers.plain(check.trigger().norm()),
                    ShortNumbers.plain(check.overlap()),
                    ShortNumbers.plain(check.inside())));
        }
        if (!pictures.isEmpty()) {
            html.append(Html.figure(TEXT.get("review.pictures"), PictureStrip.row(pictures, labels)));
        }
        if (!rows.isEmpty()) {
            html.append(Html.figure(
                            TEXT.get("review.table"),
                            Html.tableOf(
                                    List.of(
                                            TEXT.get("review.class"),
                                            TEXT.get("finding.verdict"),
                                            TEXT.get("review.success"),
                                            TEXT.get("review.norm"),
                                            TEXT.get("review.overlap"),
                                            TEXT.get("review.inside")),
                                    rows))
                    + Html.note(TEXT.get("review.meaning")));
        }
        return html.toString();
    }

    private String seeds(Detection detection) {
        if (detection.scale() != Detection.Scale.CLASSES_ABOVE) {
            return Html.table(
                    List.of(TEXT.get("run.seed"), TEXT.get("finding.verdict"), detection.statistic()),
                    detection.seeds().stream()
                            .map(row -> List.of(
                                    Long.toString(row.seed()),
                                    verdict(row.verdict()),
                                    ShortNumbers.plain(row.values()[0])))
                            .toList());
        }
        List<List<String>> rows = new ArrayList<>();
        for (Detection.SeedRow row : detection.seeds()) {
            int worst = IntStream.range(0, row.values().length)
                    .filter(label -> Double.isFinite(row.values()[label]))
                    .boxed()
                    .max(Comparator.comparingDouble(label -> row.values()[label]))
                    .orElse(-1);
            rows.add(List.of(
                    Long.toString(row.seed()),
                    verdict(row.verdict()),
                    worst < 0 ? "\u2013" : facts.classes().get(worst),
                    worst < 0 ? "\u2013" : ShortNumbers.plain(row.values()[worst])));
        }
        return Html.table(
                List.of(
                        TEXT.get("run.seed"),
                        TEXT.get("finding.verdict"),
                        TEXT.get("finding.worst"),
                        detection.statistic()),
                rows);
    }

    private static String headline(InputScores scores) {
        InputScores.OperatingPoint point = scores.point();
        return Html.headline(
                        TEXT.get("finding.area", ShortNumbers.area(scores.roc().area())),
                        Role.TRIGGERED,
                        TEXT.get("finding.areaMeaning", scores.statistic()))
                + Html.paragraph(TEXT.get(
                        "finding.point",
                        ShortNumbers.plain(point.threshold()),
                        Html.percent(point.falseRejections().value()),
                        MetricTable.counted(point.falseRejections()),
                        Html.percent(point.falseAcceptances().value()),
                        MetricTable.counted(point.falseAcceptances())));
    }

    private static String headline(Repair repair) {
        Repair.Row before = row(repair, Repair.BEFORE);
        Repair.Row after = row(repair, Repair.AFTER);
        Repair.Row plain = row(repair, Repair.FINE_TUNED);
        boolean triggered = before.metrics().attackSuccess().isDefined();
        String accuracy = change(Measure.CLEAN_ACCURACY, before, after);
        return triggered
                ? Html.headline(
                        change(Measure.ATTACK_SUCCESS, before, after),
                        Role.TRIGGERED,
                        TEXT.get(
                                "finding.repaired",
                                accuracy,
                                repair.steps(),
                                Html.percent(plain.metrics().attackSuccess().value())))
                : Html.headline(accuracy, Role.CLEAN, TEXT.get("finding.untriggered", repair.steps()));
    }

    private static Repair.Row row(Repair repair, String key) {
        return repair.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a repair without the row " + key));
    }

    private static String change(Measure measure, Repair.Row before, Repair.Row after) {
        return TEXT.get(
                "finding.change",
                measure.symbol(),
                Html.percent(before.metrics().rate(measure).value()),
                Html.percent(after.metrics().rate(measure).value()));
    }

    private static String rows(Repair repair) {
        List<Measure> measures = List.of(
                Measure.CLEAN_ACCURACY, Measure.ATTACK_SUCCESS, Measure.ROBUST_ACCURACY, Measure.CLEAN_TARGET_RATE);
        List<String> head = new ArrayList<>(List.of(""));
        measures.forEach(measure -> head.add(measure.symbol() + (measure.isHigherBetter() ? " \u2191" : " \u2193")));
        head.add(TEXT.get("finding.control"));
        List<List<String>> rows = new ArrayList<>();
        for (Repair.Row row : repair.rows()) {
            Stream<Rate> rates = Stream.concat(
                    measures.stream().map(row.metrics()::rate),
                    Stream.of(row.control().attackSuccess()));
            rows.add(
                    Stream.concat(Stream.of(Html.escape(TEXT.get("repair." + row.key()))), rates.map(MetricTable::cell))
                            .toList());
        }
        String meaning = measures.stream()
                .map(measure -> TEXT.get("finding.meaning", measure.symbol(), measure.definition()))
                .collect(Collectors.joining(" "));
        return Html.figure(TEXT.get("finding.rows"), Html.tableOf(head, rows))
                + Html.note(meaning + " " + TEXT.get("finding.controlMeaning"));
    }

    /** All that the defender had, and what it had not. */
    private Map<String, String> given(Finding finding) {
        Experiment experiment = facts.experiment();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(TEXT.get("given.method"), title());
        rows.put(TEXT.get("given.suspect"), facts.model());
        String prompt = experiment.prompt().file();
        if (!prompt.isEmpty()) {
            rows.put(TEXT.get("given.prompt"), String.valueOf(Path.of(prompt).getFileName()));
        }
        if (experiment.job() instanceof Experiment.Defense defense) {
            boolean ours = !RunFolder.behind(experiment).isEmpty();
            rows.put(
                    TEXT.get("given.clean"),
                    TEXT.get(ours ? "given.budget.ours" : "given.budget", defense.budget(), facts.data()));
        }
        rows.put(TEXT.get("run.seed"), Long.toString(experiment.seed()));
        rows.put(
                TEXT.get("given.hidden"),
                finding instanceof Detection ? TEXT.get("given.nothing") : TEXT.get("given.measured", facts.wanted()));
        return rows;
    }
}
