package org.triggerworkbench.app.runs;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.text.Messages;

/** All of a run in words, whatever columns there is room for: its origin, and each rate with what it is counted from. */
final class RowWords {
    private static final Messages TEXT = Messages.of(RowWords.class);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final List<Measure> RATES = List.of(Measure.CLEAN_ACCURACY, Measure.ATTACK_SUCCESS, Measure.CONTROL);

    private RowWords() {}

    /** A line a fact. */
    static String of(RunRow row) {
        Stream<String> origin = Stream.of(
                row.name(),
                row.note(),
                row.experiment() == null
                        ? row.methodTitle()
                        : TEXT.get(
                                "row.origin", row.methodTitle(), row.model(), row.data(), String.valueOf(row.seed())),
                row.found(),
                row.fault());
        Stream<String> rates = RATES.stream()
                .filter(measure -> row.rate(measure).isDefined())
                .map(measure -> rate(measure, row.rate(measure)));
        Stream<String> place = Stream.of(date(row), row.path().toString());
        return Stream.of(origin, rates, place)
                .flatMap(lines -> lines)
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    /** When it was begun, to the minute. */
    static String date(RunRow row) {
        return DATE.format(row.date().atZone(ZoneId.systemDefault()));
    }

    private static String rate(Measure measure, Rate rate) {
        return TEXT.get("row.rate", measure.title(), Format.percent(rate), Format.counts(rate));
    }
}
