package org.triggerworkbench.app.defend;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.report.ShortNumbers;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Finding;
import org.triggerworkbench.method.InputScores;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.text.Messages;

/**
 * What is concluded, in a word or a number, and why.
 *
 * @param word large
 * @param style class of its colour
 * @param reason below it
 */
record Verdicts(String word, String style, String reason) {
    private static final Messages TEXT = Messages.of(Verdicts.class);

    /** @param classes names of the classes */
    static Verdicts of(Finding finding, List<String> classes) {
        return switch (finding) {
            case Detection detection ->
                new Verdicts(word(detection.verdict()), style(detection.verdict()), reason(detection, classes));
            case InputScores scores -> of(scores);
            case Repair repair -> of(repair);
        };
    }

    static String word(Detection.Verdict verdict) {
        return TEXT.get(
                switch (verdict) {
                    case BACKDOORED -> "verdict.backdoored";
                    case CLEAN -> "verdict.clean";
                    case INCONCLUSIVE -> "verdict.inconclusive";
                });
    }

    private static String style(Detection.Verdict verdict) {
        return switch (verdict) {
            case BACKDOORED -> "tw-triggered";
            case CLEAN -> "tw-clean";
            case INCONCLUSIVE -> "tw-control";
        };
    }

    private static String reason(Detection detection, List<String> classes) {
        String limit = ShortNumbers.plain(detection.threshold());
        List<Integer> suspects = DefendModel.flagged(detection);
        String flagged = suspects.stream()
                .map(label -> TEXT.get(
                        "reason.class",
                        name(classes, label),
                        ShortNumbers.plain(detection.values()[label])))
                .collect(Collectors.joining(", "));
        String worst = ShortNumbers.plain(detection.worst());
        return switch (detection.scale()) {
            case CLASSES_ABOVE ->
                flagged.isEmpty()
                        ? TEXT.get("reason.below", detection.statistic(), worst, limit)
                        : suspects.size() == 1
                                ? TEXT.get(
                                        "reason.one",
                                        name(classes, suspects.getFirst()),
                                        detection.statistic(),
                                        worst,
                                        limit)
                                : TEXT.get("reason.above", flagged, detection.statistic(), limit);
            case WHOLE_ABOVE -> TEXT.get("reason.wholeAbove", detection.statistic(), worst, limit);
            case WHOLE_BELOW -> TEXT.get("reason.wholeBelow", detection.statistic(), worst, limit);
        };
    }

    private static String name(List<String> classes, int label) {
        return label < classes.size() ? classes.get(label) : Integer.toString(label);
    }

    private static Verdicts of(InputScores scores) {
        InputScores.OperatingPoint point = scores.point();
        Rate passed = point.falseAcceptances();
        Rate caught = new Rate(passed.n() - passed.hits(), passed.n());
        return new Verdicts(
                TEXT.get("verdict.caught", Format.percent(caught)),
                caught.isDefined()
                                && caught.wilson().low()
                                        > point.falseRejections().wilson().high()
                        ? "tw-clean"
                        : "tw-control",
                TEXT.get(
                        "reason.scores",
                        Format.counts(caught),
                        scores.statistic(),
                        ShortNumbers.plain(point.threshold()),
                        Format.percent(point.falseRejections()),
                        Format.counts(point.falseRejections()),
                        ShortNumbers.area(scores.roc().area())));
    }

    private static Verdicts of(Repair repair) {
        Rate before = rate(repair, Repair.BEFORE, Measure.ATTACK_SUCCESS);
        Rate after = rate(repair, Repair.AFTER, Measure.ATTACK_SUCCESS);
        String accuracy = TEXT.get(
                "reason.accuracy",
                Format.percent(rate(repair, Repair.BEFORE, Measure.CLEAN_ACCURACY)),
                Format.percent(rate(repair, Repair.AFTER, Measure.CLEAN_ACCURACY)));
        if (!after.isDefined()) {
            return new Verdicts(TEXT.get("verdict.unmeasured"), "tw-control", TEXT.get("reason.unmeasured", accuracy));
        }
        Rate plain = rate(repair, Repair.FINE_TUNED, Measure.ATTACK_SUCCESS);
        return new Verdicts(
                TEXT.get("verdict.repaired", Format.percent(before), Format.percent(after)),
                after.wilson().high() < before.wilson().low() ? "tw-clean" : "tw-triggered",
                TEXT.get("reason.repaired", Format.counts(after), accuracy, Format.percent(plain)));
    }

    /** A rate of a row of a repair; undefined where there is no such row. */
    static Rate rate(Repair repair, String key, Measure measure) {
        return row(repair, key).map(row -> row.metrics().rate(measure)).orElse(Rate.NONE);
    }

    static Optional<Repair.Row> row(Repair repair, String key) {
        return repair.rows().stream().filter(row -> row.key().equals(key)).findFirst();
    }
}
