package org.triggerworkbench.app.export;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.session.FigureShot;
import org.triggerworkbench.evaluation.Confusion;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.text.CsvCell;

/** What is on screen as CSV, with names where there are names and numbers unrounded. */
final class Tables {
    private Tables() {}

    /** A line an image: what it is, what the model says of it, clean and triggered. */
    static String predictions(FigureShot shot) {
        List<String> classes = shot.facts().classes();
        ImageResults clean = shot.answer().clean();
        ImageResults triggered = shot.answer().triggered();
        StringBuilder csv = new StringBuilder(line(Stream.of(
                "place", "image", "trueClass", "clean", "cleanProbability", "triggered", "triggeredProbability")));
        for (int i = 0; i < shot.facts().labels().length; i++) {
            csv.append(line(Stream.of(
                    Integer.toString(i),
                    shot.facts().ids().get(i),
                    classes.get(shot.facts().labels()[i]),
                    name(classes, clean.predictions()[i]),
                    probability(clean, i),
                    triggered == null ? "" : name(classes, triggered.predictions()[i]),
                    triggered == null ? "" : probability(triggered, i))));
        }
        return csv.toString();
    }

    private static String probability(ImageResults seen, int image) {
        int predicted = seen.predictions()[image];
        return predicted < 0 ? "" : Float.toString(seen.probabilities()[image][predicted]);
    }

    /** Empty where the model gave no answer. */
    private static String name(List<String> classes, int number) {
        return number < 0 || number >= classes.size() ? "" : classes.get(number);
    }

    /** A line an image and state, with all its features. */
    static String features(FigureShot shot) {
        ImageResults triggered = shot.answer().triggered();
        float[][] clean = shot.answer().clean().features();
        StringBuilder csv = new StringBuilder(line(Stream.concat(
                Stream.of("image", "state"),
                IntStream.range(0, clean.length == 0 ? 0 : clean[0].length).mapToObj(d -> "f" + d))));
        rows(csv, shot, "clean", clean.length, i -> values(clean[i]));
        if (triggered != null) {
            rows(csv, shot, "triggered", clean.length, i -> values(triggered.features()[i]));
        }
        return csv.toString();
    }

    /** A line an image and state, with its place on the map shown. */
    static String embedding(FigureShot shot, MapFrame map) {
        StringBuilder csv = new StringBuilder(line(Stream.of("image", "state", "x", "y")));
        int images = map.images();
        rows(csv, shot, "clean", images, i -> values(map.xs()[i], map.ys()[i]));
        if (map.hasTriggered()) {
            rows(csv, shot, "triggered", images, i -> values(map.xs()[images + i], map.ys()[images + i]));
        }
        return csv.toString();
    }

    private static void rows(
            StringBuilder csv, FigureShot shot, String state, int count, IntFunction<Stream<String>> row) {
        for (int i = 0; i < count; i++) {
            csv.append(line(Stream.concat(Stream.of(shot.facts().ids().get(i), state), row.apply(i))));
        }
    }

    private static Stream<String> values(float... row) {
        return IntStream.range(0, row.length).mapToObj(d -> Float.toString(row[d]));
    }

    /** A row a true class, a column a predicted one; the last column counts images without an answer. */
    static String confusion(List<String> classes, Confusion confusion) {
        StringBuilder csv =
                new StringBuilder(line(Stream.of(Stream.of("trueClass"), classes.stream(), Stream.of("(no answer)"))
                        .flatMap(each -> each)));
        for (int row = 0; row < confusion.classes(); row++) {
            int[] counts = confusion.counts()[row];
            csv.append(line(Stream.of(
                            Stream.of(classes.get(row)),
                            IntStream.of(counts).mapToObj(Integer::toString),
                            Stream.of(Integer.toString(confusion.unanswered()[row])))
                    .flatMap(each -> each)));
        }
        return csv.toString();
    }

    /** A line a rate: what it is counted from, and its 95% interval. */
    static String measures(FigureShot shot) {
        StringBuilder csv = new StringBuilder(line(Stream.of("measure", "name", "value", "hits", "n", "low", "high")));
        for (Measure measure : Measure.RATES) {
            Rate rate = shot.answer().metrics().rate(measure);
            boolean counted = rate.isDefined();
            csv.append(line(Stream.of(
                    measure.key(),
                    measure.title(),
                    counted ? Double.toString(rate.value()) : "",
                    Long.toString(rate.hits()),
                    Long.toString(rate.n()),
                    counted ? Double.toString(rate.wilson().low()) : "",
                    counted ? Double.toString(rate.wilson().high()) : "")));
        }
        return csv.toString();
    }

    private static String line(Stream<String> cells) {
        return cells.map(CsvCell::of).collect(Collectors.joining(",")) + "\n";
    }
}
