package org.triggerworkbench.app.matrix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import org.triggerworkbench.app.charts.Drawing;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.matrix.MatrixMeasure;
import org.triggerworkbench.experiment.matrix.MatrixTable;
import org.triggerworkbench.text.Messages;

/** Writes the map as a figure, and its numbers as a table. */
final class MatrixExports {
    private static final Messages TEXT = Messages.of(MatrixExports.class);

    private final MatrixModel model;
    private final BackgroundTasks works;
    private final Dialogs dialogs;
    private final Theme theme;

    MatrixExports(MatrixModel model, BackgroundTasks works, Dialogs dialogs, Theme theme) {
        this.model = model;
        this.works = works;
        this.dialogs = dialogs;
        this.theme = theme;
    }

    List<Action> actions() {
        return List.of(
                action("matrix.figure", "fth-image", "matrix.png", this::figure),
                text("matrix.csv", "matrix.csv", shown -> table(shown).csv()),
                text("matrix.html", "matrix.html", shown -> table(shown).html()),
                text("matrix.latex", "matrix.tex", shown -> table(shown)
                        .latex(shown.figure().measure())));
    }

    /** What is on screen now; written later. */
    private record Shown(String name, Groups groups, Figure figure) {}

    private Shown shown() {
        MatrixSource.Opened matrix = model.opened().get();
        Figure figure = model.figure().get();
        return new Shown(
                matrix == null ? TEXT.get("matrix") : matrix.name(),
                model.groups().get().laidOut(model.layout().get(), figure),
                figure);
    }

    /** With the names and in the order that are on screen. */
    private static MatrixTable table(Shown shown) {
        List<MatrixTable.Cell> cells = shown.groups().groups().values().stream()
                .flatMap(group -> group.items().stream())
                .map(MatrixExports::cell)
                .toList();
        return new MatrixTable(
                shown.name(), shown.groups().rowNames(), shown.groups().columnNames(), cells);
    }

    private static MatrixTable.Cell cell(Item item) {
        Map<String, String> settings = new LinkedHashMap<>(item.axes());
        Map<MatrixMeasure, Double> values = new EnumMap<>(MatrixMeasure.class);
        item.figures().forEach((figure, value) -> values.put(figure.measure(), value));
        String attack = settings.remove(TEXT.get("axis.attack"));
        return new MatrixTable.Cell(
                item.row(),
                item.column(),
                attack == null ? item.row() : attack,
                item.control(),
                settings,
                item.seed(),
                item.state().name().toLowerCase(Locale.ROOT),
                values,
                item.verdict(),
                item.n(),
                item.fault(),
                String.valueOf(item.folder().getFileName()));
    }

    private Action text(String id, String proposed, Function<Shown, String> write) {
        return action(id, "fth-file-text", proposed, _ -> {
            Shown shown = shown();
            return () -> write.apply(shown).getBytes(StandardCharsets.UTF_8);
        });
    }

    /** @param write is asked on the window thread, and answers elsewhere */
    private Action action(String id, String icon, String proposed, Function<Path, Callable<byte[]>> write) {
        ObservableValue<Boolean> any =
                model.groups().map(groups -> !groups.rows().isEmpty());
        return Action.of(
                TEXT, id, Action.Menu.TRAIN, icon, "", any, () -> dialogs.saveFile(TEXT.get("action." + id), proposed)
                        .ifPresent(file -> save(file, write.apply(file))));
    }

    private Callable<byte[]> figure(Path file) {
        Heat heat = shown().groups().heat(model.figure().get());
        Tokens tokens = theme.tokens().get();
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return () -> {
            Drawing drawing = HeatPage.of(heat, tokens);
            return name.endsWith(".svg") ? drawing.svg() : name.endsWith(".pdf") ? drawing.pdf() : drawing.png();
        };
    }

    private void save(Path file, Callable<byte[]> content) {
        works.start(
                new BackgroundTask(TEXT.get("work.save"), null),
                () -> {
                    AtomicFiles.write(file, content.call());
                    return file;
                },
                works::saved);
    }
}
