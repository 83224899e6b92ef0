package org.triggerworkbench.app.matrix;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.triggerworkbench.text.Messages;

/** The runs of one attack and one defence, a run a seed; never empty. */
record Group(String row, String column, List<Item> items) {
    private static final Messages TEXT = Messages.of(Group.class);

    Group {
        items = List.copyOf(items);
    }

    /** A figure of the seeds that have it. */
    List<Double> values(Figure figure) {
        return items.stream()
                .map(item -> item.figures().get(figure))
                .filter(value -> value != null && !value.isNaN())
                .toList();
    }

    /** Nothing where no seed has it. */
    OptionalDouble mean(Figure figure) {
        return values(figure).stream().mapToDouble(value -> value).average();
    }

    /** Sample standard deviation over the seeds; nothing of less than two. */
    OptionalDouble deviation(Figure figure) {
        List<Double> values = values(figure);
        if (values.size() < 2) {
            return OptionalDouble.empty();
        }
        double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return OptionalDouble.of(Math.sqrt(squares / (values.size() - 1)));
    }

    /** Of the seeds together: what is wrong or goes on is told before what waits. */
    Item.State state() {
        for (Item.State state : List.of(Item.State.RUNNING, Item.State.FAILED, Item.State.WAITING)) {
            if (items.stream().anyMatch(item -> item.state() == state)) {
                return state;
            }
        }
        return Item.State.DONE;
    }

    /** The square that shows a figure of it. */
    Heat.Square square(Figure figure) {
        OptionalDouble mean = mean(figure);
        if (mean.isEmpty()) {
            return word(figure);
        }
        OptionalDouble deviation = deviation(figure);
        String value = figure.number(mean.getAsDouble());
        String spread = deviation.isEmpty() ? "" : "±" + figure.number(deviation.getAsDouble());
        boolean whole = values(figure).size() == items.size();
        OptionalDouble accuracy = mean(Figure.ACCURACY);
        String below = !whole
                ? TEXT.get("square.seeds", values(figure).size(), items.size())
                : figure == Figure.ACCURACY || accuracy.isEmpty()
                        ? ""
                        : TEXT.get("square.accuracy", Figure.ACCURACY.number(accuracy.getAsDouble()));
        return new Heat.Square(
                Heat.Look.VALUE, figure.shade(mean.getAsDouble()), value, spread, below, words(figure, value, spread));
    }

    private String words(Figure figure, String value, String spread) {
        return TEXT.get(
                "square.words",
                row,
                column,
                figure.title(),
                spread.isEmpty() ? value : value + " " + spread,
                values(figure).size(),
                items.size());
    }

    private Heat.Square word(Figure figure) {
        return switch (state()) {
            case DONE -> {
                String verdict = figure == Figure.DETECTION ? verdicts() : "";
                yield new Heat.Square(
                        Heat.Look.WORD,
                        0,
                        verdict.isEmpty() ? TEXT.get("square.none") : verdict,
                        "",
                        "",
                        named(verdict.isEmpty() ? TEXT.get("square.none.words", figure.title()) : verdict));
            }
            case WAITING -> {
                String waiting = TEXT.get("square.waiting");
                yield new Heat.Square(Heat.Look.WORD, 0, waiting, "", "", named(waiting));
            }
            case RUNNING -> {
                String running = running();
                String stage = stage();
                String words = stage.isEmpty() ? running : TEXT.get("square.runningStage", running, stage);
                yield new Heat.Square(Heat.Look.WORD, 0, running, share(), "", named(words));
            }
            case FAILED ->
                new Heat.Square(
                        Heat.Look.FAULT,
                        0,
                        TEXT.get("square.failed"),
                        "",
                        "",
                        named(TEXT.get("square.failed")) + " " + fault());
        };
    }

    private String running() {
        String share = share();
        return share.isEmpty() ? TEXT.get("square.running") : TEXT.get("square.runningShare", share);
    }

    /** Of the phases under way; empty where it is not known. */
    private String share() {
        OptionalDouble progress = items.stream()
                .filter(item -> item.state() == Item.State.RUNNING)
                .mapToDouble(Item::progress)
                .filter(share -> !Double.isNaN(share))
                .average();
        return progress.isEmpty() ? "" : TEXT.get("square.share", Math.round(100 * progress.getAsDouble()));
    }

    /** Where its running seed is; of several none. */
    private String stage() {
        List<String> stages = items.stream()
                .filter(item -> item.state() == Item.State.RUNNING)
                .map(Item::stage)
                .toList();
        return stages.size() == 1 ? stages.getFirst() : "";
    }

    /** Why a run of it failed; empty where none did. */
    String fault() {
        return items.stream()
                .filter(item -> item.state() == Item.State.FAILED)
                .map(Item::fault)
                .findFirst()
                .orElse("");
    }

    /** What detections found, such as "backdoored 2 of 3"; empty of other defences. */
    String verdicts() {
        Map<String, Long> counts = items.stream()
                .map(Item::verdict)
                .filter(verdict -> !verdict.isEmpty())
                .collect(Collectors.groupingBy(verdict -> verdict, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(each -> items.size() == 1
                        ? each.getKey()
                        : TEXT.get("square.verdicts", each.getKey(), each.getValue(), items.size()))
                .collect(Collectors.joining("; "));
    }

    private String named(String words) {
        return TEXT.get("square.named", row, column, words);
    }
}
