package org.triggerworkbench.app.matrix;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.matrix.Heat.Place;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** The map, what it shows above it, and its extremes below it. */
final class MatrixMiddle extends VBox {
    private static final Messages TEXT = Messages.of(MatrixMiddle.class);

    private final MatrixModel model;
    private final HeatMap map;
    private final Label title = Ui.heading("");
    private final Label best = Ui.wrapped(new Label());
    private final Label worst = Ui.wrapped(new Label());
    private final VBox empty;
    private @Nullable Heat shown;

    /** @param exports what writes the map into files */
    MatrixMiddle(MatrixModel model, Theme theme, List<Action> exports) {
        this.model = model;
        this.map = new HeatMap(this::choose);
        getStyleClass().add("tw-matrix-middle");
        this.empty = new VBox(8, Ui.heading(TEXT.get("empty")), Ui.wrapped(Ui.secondary(TEXT.get("empty.how"))));
        empty.setMaxSize(420, USE_PREF_SIZE);
        setMinSize(0, 0);
        theme.tokens().subscribe(map::dress);
        theme.textScale().subscribe(scale -> map.scale(scale.doubleValue()));
        title.setId("matrix-title");
        Label axes = Ui.secondary(TEXT.get("map.axes"));
        axes.setMinWidth(0);
        FlowPane buttons = new FlowPane(6, 6);
        exports.forEach(action -> buttons.getChildren().add(Ui.button(action)));
        FlowPane head = new FlowPane(10, 4, title, axes);
        List.of(axes, buttons).forEach(each -> each.visibleProperty()
                .bind(empty.visibleProperty().not()));
        best.setId("matrix-best");
        worst.setId("matrix-worst");
        StackPane place = new StackPane(map, empty);
        place.setMinSize(0, 0);
        VBox.setVgrow(place, Priority.ALWAYS);
        VBox extremes = Ui.styled(new VBox(worst, best), "tw-matrix-extremes");
        extremes.setMinHeight(USE_PREF_SIZE);
        Node[] all = {head, place, extremes, buttons};
        getChildren().addAll(all);
        List.of(model.groups(), model.figure(), model.layout(), model.chosen())
                .forEach(each -> each.subscribe(this::refresh));
        refresh();
    }

    private void refresh() {
        Figure figure = model.figure().get();
        Groups groups = model.groups().get().laidOut(model.layout().get(), figure);
        boolean none = groups.rows().isEmpty();
        empty.setVisible(none);
        Heat heat = groups.heat(figure);
        shown = heat;
        title.setText(none ? "" : heat.title());
        Groups.Pair pair = model.chosen().get();
        map.show(
                none ? null : heat,
                pair == null
                        ? null
                        : new Place(heat.row(pair.row()), groups.columnNames().indexOf(pair.column())));
        extreme(worst, "extreme.worst", groups.extreme(figure, false), figure);
        extreme(best, "extreme.best", groups.extreme(figure, true), figure);
    }

    private static void extreme(Label label, String key, @Nullable Group group, Figure figure) {
        label.setText(
                group == null
                        ? ""
                        : TEXT.get(
                                key,
                                group.row(),
                                group.column(),
                                figure.number(group.mean(figure).orElseThrow())));
    }

    private void choose(Place place) {
        Heat heat = shown;
        if (heat != null) {
            model.chosen()
                    .set(new Groups.Pair(
                            heat.rows().get(place.row()).words(),
                            heat.columns().get(place.column()).words()));
        }
    }
}
