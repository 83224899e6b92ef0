package org.triggerworkbench.app.defend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.text.Messages;

/** The rows of a repair with their counts: what it was before, after, and what else it is held against. */
final class RepairTable {
    static final List<Measure> MEASURES =
            List.of(Measure.ATTACK_SUCCESS, Measure.CLEAN_ACCURACY, Measure.ROBUST_ACCURACY, Measure.CLEAN_TARGET_RATE);
    private static final Messages TEXT = Messages.of(RepairTable.class);

    private RepairTable() {}

    /** A column each, so that a measure is read along its line. */
    static Figure.Table of(Repair repair) {
        List<String> head = new ArrayList<>(List.of(""));
        repair.rows().forEach(row -> head.add(name(row.key())));
        List<List<String>> rows = new ArrayList<>();
        for (Measure measure : MEASURES) {
            rows.add(line(
                    TEXT.get(measure.isHigherBetter() ? "table.higher" : "table.lower", measure.title()),
                    repair.rows().stream().map(row -> row.metrics().rate(measure))));
        }
        rows.add(line(TEXT.get("table.noise"), repair.rows().stream().map(row -> row.control()
                .attackSuccess())));
        return new Figure.Table(TEXT.get("table.title", repair.steps()), head, rows);
    }

    private static List<String> line(String name, Stream<Rate> rates) {
        return Stream.concat(Stream.of(name), rates.map(RepairTable::cell)).toList();
    }

    /** What a row is of, for people. */
    static String name(String key) {
        return TEXT.get("row." + key);
    }

    private static String cell(Rate rate) {
        return rate.isDefined() ? Format.percent(rate) + "\n" + Format.counts(rate) : Format.percent(rate);
    }
}
