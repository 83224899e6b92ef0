package org.triggerworkbench.app.matrix;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.experiment.matrix.CellResult;
import org.triggerworkbench.experiment.matrix.CellState;
import org.triggerworkbench.experiment.matrix.CellStatus;
import org.triggerworkbench.experiment.matrix.MatrixCell;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.matrix.MatrixPlan;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.text.Messages;

/** Cells of a matrix as the view shows them, with names for people. */
final class MatrixItems {
    private static final Messages TEXT = Messages.of(MatrixItems.class);
    /** Of methods by their ids; a card is read once, not for each of thousands of cells. */
    private static final Map<String, String> TITLES = new ConcurrentHashMap<>();

    private MatrixItems() {}

    /** All cells of a folder as they are now. */
    static List<Item> of(MatrixFolder folder) {
        return folder.statuses().entrySet().stream()
                .map(each -> item(each.getKey(), each.getValue(), folder.run(each.getKey())))
                .toList();
    }

    /** All cells of a plan whose folder is not there yet. */
    static List<Item> of(MatrixPlan plan, Path folder) {
        CellStatus waiting = new CellStatus(CellState.WAITING, null, null, 0, 0);
        return plan.cells().stream().map(cell -> item(cell, waiting, folder)).toList();
    }

    private static Item item(MatrixCell cell, CellStatus status, Path run) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        CellResult result = status.result();
        if (result != null) {
            for (Figure figure : Figure.values()) {
                result.value(figure.measure()).ifPresent(value -> figures.put(figure, value));
            }
        }
        String reason = status.reason();
        return new Item(
                row(cell),
                column(cell.defense()),
                cell.seed(),
                state(status.state()),
                Double.NaN,
                reason == null ? "" : reason,
                figures,
                verdict(result),
                result == null ? 0 : result.n(),
                run);
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

    private static String row(MatrixCell cell) {
        String id = cell.row().attack();
        String title = title(Attacks::all, id);
        return cell.row().label().replace(id, title);
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
        return TITLES.computeIfAbsent(
                id, _ -> methods.get().stream()
                        .filter(method -> method.id().equals(id))
                        .findFirst()
                        .map(method -> shortened(Card.of(method).title()))
                        .orElse(id));
    }
}
