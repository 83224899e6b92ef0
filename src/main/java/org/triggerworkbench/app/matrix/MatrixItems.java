package org.triggerworkbench.app.matrix;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.experiment.folder.RunProgress;
import org.triggerworkbench.experiment.matrix.CellResult;
import org.triggerworkbench.experiment.matrix.CellState;
import org.triggerworkbench.experiment.matrix.CellStatus;
import org.triggerworkbench.experiment.matrix.MatrixCell;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.matrix.MatrixPlan;
import org.triggerworkbench.experiment.matrix.MatrixRow;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.text.Messages;

/** Cells of a matrix as the view shows them, with names for people. */
final class MatrixItems {
    private static final Messages TEXT = Messages.of(MatrixItems.class);
    /** Of methods by their ids; a card is read once, not for each of thousands of cells. */
    private static final Map<String, String> TITLES = new ConcurrentHashMap<>();

    private MatrixItems() {}

    /** All cells of a folder as they are now. Those that run tell how far they are. */
    static List<Item> of(MatrixFolder folder) {
        Map<MatrixRow, Row> rows = new HashMap<>();
        return folder.statuses().entrySet().stream()
                .map(each -> {
                    MatrixCell cell = each.getKey();
                    Optional<RunProgress> progress =
                            each.getValue().state() == CellState.RUNNING ? folder.progress(cell) : Optional.empty();
                    Row row = rows.computeIfAbsent(cell.row(), MatrixItems::row);
                    return item(cell, row, each.getValue(), progress, folder.run(cell));
                })
                .toList();
    }

    /** A row in words for people. */
    private record Row(String name, Map<String, String> axes) {}

    private static Item item(MatrixCell cell, Row row, CellStatus status, Optional<RunProgress> progress, Path run) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        CellResult result = status.result();
        if (result != null) {
            for (Figure figure : Figure.values()) {
                result.value(figure.measure()).ifPresent(value -> figures.put(figure, value));
            }
        }
        String reason = status.reason();
        return new Item(
                row.name(),
                column(cell.defense()),
                cell.seed(),
                row.axes(),
                cell.row().isControl(),
                cell.defense().equals(MatrixPlan.NO_DEFENSE),
                state(status.state()),
                progress.map(RunProgress::share).orElse(Double.NaN),
                progress.map(MatrixItems::stage).orElse(""),
                reason == null ? "" : reason,
                figures,
                verdict(result),
                result == null ? 0 : result.n(),
                run);
    }

    private static String stage(RunProgress now) {
        String steps = TEXT.get("stage.step", now.step(), now.steps());
        return now.epoch() > 0 ? TEXT.get("stage.epoch", now.epoch(), steps) : steps;
    }

    private static String verdict(@Nullable CellResult result) {
        String verdict = result == null ? null : result.verdict();
        return verdict == null ? "" : TEXT.get("verdict." + verdict);
    }

    private static Item.State state(CellState state) {
        return switch (state) {
            // One that was broken off goes on when the matrix does.
            case WAITING, LOST -> Item.State.WAITING;
            case RUNNING -> Item.State.RUNNING;
            case DONE -> Item.State.DONE;
            case FAILED -> Item.State.FAILED;
        };
    }

    private static Row row(MatrixRow row) {
        String id = row.attack();
        String title = title(Attacks::all, id);
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put(TEXT.get("axis.attack"), row.isControl() ? TEXT.get("axis.control") : title);
        row.settings().forEach((key, value) -> axes.put(axis(key), value));
        return new Row(row.label().replace(id, title), axes);
    }

    /** A key of an experiment in words. */
    private static String axis(String key) {
        return switch (key) {
            case "data.source" -> TEXT.get("axis.data");
            case "model.source" -> TEXT.get("axis.model");
            default -> {
                String words = key.substring(key.lastIndexOf('.') + 1).replace('-', ' ');
                yield words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
            }
        };
    }

    private static String column(String id) {
        return id.equals(MatrixPlan.NO_DEFENSE) ? TEXT.get("column.none") : title(Defenses::all, id);
    }

    /** What stands before a colon is the method's own name. */
    private static String shortened(String title) {
        int colon = title.indexOf(':');
        return colon < 0 ? title : title.substring(0, colon);
    }

    /** Of a method; what is none of ours keeps its name. */
    private static String title(Supplier<? extends List<? extends Method>> methods, String id) {
        return TITLES.computeIfAbsent(id, _ -> methods.get().stream()
                .filter(method -> method.id().equals(id))
                .findFirst()
                .map(method -> shortened(Card.of(method).title()))
                .orElse(id));
    }
}
