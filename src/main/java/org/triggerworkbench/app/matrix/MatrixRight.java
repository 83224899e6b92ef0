package org.triggerworkbench.app.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.DefinedName;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.text.Messages;

/** The square that is chosen: its figures seed by seed, and its runs. */
final class MatrixRight extends VBox {
    private static final Messages TEXT = Messages.of(MatrixRight.class);
    private static final double WIDTH = 304;

    private final MatrixModel model;
    private final Consumer<Item> openRun;
    private final VBox sections = new VBox();

    /** @param openRun opens a finished run beside the others */
    MatrixRight(MatrixModel model, Consumer<Item> openRun) {
        this.model = model;
        this.openRun = openRun;
        getStyleClass().add("tw-defend-right");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setMinHeight(0);
        ScrollPane scroll = Ui.scrolling(sections);
        scroll.setId("matrix-right");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.chosen().subscribe(this::refresh);
        model.groups().subscribe(this::refresh);
        model.figure().subscribe(this::refresh);
        refresh();
    }

    private void refresh() {
        Group group = model.chosenGroup();
        if (group == null) {
            sections.getChildren()
                    .setAll(section(Ui.secondary(TEXT.get("cell")), Ui.wrapped(Ui.secondary(TEXT.get("cell.empty")))));
            return;
        }
        List<Node> next = new ArrayList<>(List.of(head(group), figures(group)));
        if (!group.fault().isEmpty()) {
            Label fault = Ui.wrapped(new Label(group.fault()));
            fault.setId("matrix-fault");
            next.add(section(Ui.heading(TEXT.get("cell.failed")), fault));
        }
        next.add(runs(group));
        sections.getChildren().setAll(next);
    }

    private Node head(Group group) {
        Figure figure = model.figure().get();
        Label name = Ui.wrapped(Ui.styled(new Label(TEXT.get("cell.name", group.row(), group.column())), "tw-heading"));
        name.setId("matrix-cell");
        OptionalDouble mean = group.mean(figure);
        Label value = Ui.styled(
                new Label(mean.isEmpty() ? TEXT.get("cell.none") : unit(figure, mean.getAsDouble())),
                "tw-verdict",
                figure == Figure.ACCURACY || figure == Figure.ROBUST ? "tw-clean" : "tw-triggered");
        value.setId("matrix-value");
        String seeds =
                group.values(figure).stream().map(figure::number).collect(Collectors.joining(TEXT.get("cell.comma")));
        List<Node> lines = new ArrayList<>(List.of(Ui.secondary(TEXT.get("cell")), name, value));
        lines.add(Ui.wrapped(Ui.secondary(
                seeds.isEmpty()
                        ? TEXT.get("cell.noFigure", figure.title())
                        : TEXT.get(
                                "cell.seeds",
                                figure.title(),
                                group.values(figure).size(),
                                seeds))));
        long n = group.items().stream().mapToLong(Item::n).max().orElse(0);
        if (n > 0) {
            lines.add(Ui.wrapped(Ui.secondary(TEXT.get("cell.n", Format.whole(n)))));
        }
        return section(lines.toArray(Node[]::new));
    }

    private static String unit(Figure figure, double value) {
        return figure == Figure.DETECTION ? figure.number(value) : Format.percent(value);
    }

    private Node figures(Group group) {
        GridPane grid = Ui.styled(new GridPane(), "tw-result-lines");
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().add(names);
        Group bare = model.groups().get().columns().isEmpty()
                ? null
                : model.groups()
                        .get()
                        .at(group.row(), model.groups().get().columnNames().getFirst());
        grid.add(right(Ui.secondary(TEXT.get("cell.bare"))), 1, 0);
        grid.add(right(Ui.secondary(TEXT.get("cell.here"))), 2, 0);
        int row = 1;
        for (Figure figure : Figure.values()) {
            grid.add(name(figure), 0, row);
            grid.add(right(new Label(number(bare, figure))), 1, row);
            grid.add(right(Ui.styled(new Label(number(group, figure)), "tw-strong")), 2, row);
            row++;
        }
        return section(Ui.wrapped(Ui.secondary(TEXT.get("cell.figures"))), grid);
    }

    private static Labeled name(Figure figure) {
        Measure measure = figure.defined();
        Labeled name = measure == null ? new Label(figure.title()) : DefinedName.of(figure.title(), measure);
        name.setWrapText(true);
        return name;
    }

    private static Label right(Label label) {
        label.setMinWidth(USE_PREF_SIZE);
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }

    private static String number(@Nullable Group group, Figure figure) {
        OptionalDouble mean = group == null ? OptionalDouble.empty() : group.mean(figure);
        return mean.isEmpty() ? TEXT.get("cell.none") : figure.number(mean.getAsDouble());
    }

    private Node runs(Group group) {
        FlowPane buttons = new FlowPane(8, 8);
        for (Item item : group.items()) {
            Button open = new Button(TEXT.get("cell.open", item.seed()));
            open.setId("matrix-open-" + item.seed());
            open.setDisable(item.state() != Item.State.DONE);
            open.setOnAction(_ -> openRun.accept(item));
            buttons.getChildren().add(open);
        }
        return section(Ui.heading(TEXT.get("cell.runs")), buttons, Ui.wrapped(Ui.secondary(TEXT.get("cell.runs.how"))));
    }

    private static Node section(Node... lines) {
        return Ui.styled(new VBox(lines), "tw-section");
    }
}
