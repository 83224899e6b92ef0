package org.triggerworkbench.app.embedding.scatter;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import org.triggerworkbench.app.embedding.map.EmbeddingModel;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.embedding.map.MapMethod;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** The tools over the map, and the same as actions for menus and palette. */
public final class ScatterTools {
    private static final Messages TEXT = Messages.of(ScatterTools.class);
    private static final String LASSO_SHAPE =
            "M8 2 C11.6 2 14.2 3.9 14.2 6.2 C14.2 8.5 11.6 10.4 8 10.4 C4.4 10.4 1.8 8.5"
                    + " 1.8 6.2 C1.8 3.9 4.4 2 8 2 M4.2 9.4 C3.2 10.6 3.4 12 4.4 12.2 C5.6 12.4 6 11 5 10.2 M4.6 12.2 C4.6 13.2 4 14"
                    + " 2.8 14.4";
    private static final String BOX_SHAPE =
            "M2 5 V2 H5 M8 2 H8.01 M11 2 H14 V5 M14 8 V8.01 M14 11 V14 H11 M8 14 H8.01 M5 14" + " H2 V11 M2 8 V8.01";

    private final HBox bar = new HBox(2);
    private final ToggleButton thumbnails;
    private final ToggleButton neighbours;
    private final Action fit;
    private final Action stop;
    private final Action restart;
    private final List<Action> actions = new ArrayList<>();

    public ScatterTools(ScatterPane pane, ScatterGestures gestures, EmbeddingModel model) {
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (ScatterTool tool : ScatterTool.values()) {
            ToggleButton button = toggle("embedding-" + tool.name(), icon(tool), TEXT.get("tool." + tool, tool.key()));
            button.setToggleGroup(group);
            button.setOnAction(_ -> {
                button.setSelected(true);
                gestures.tool().set(tool);
            });
            gestures.tool().subscribe(now -> button.setSelected(now == tool));
            bar.getChildren().add(button);
            actions.add(action(
                    "embedding.tool." + tool, tool.icon(), () -> gestures.tool().set(tool)));
        }
        thumbnails = toggle("embedding-thumbnails", Icons.of("fth-image"), TEXT.get("tool.thumbnails"));
        thumbnails.selectedProperty().bindBidirectional(pane.thumbnails());
        neighbours = toggle("embedding-near", Icons.of("fth-share-2"), TEXT.get("tool.neighbours"));
        neighbours.selectedProperty().addListener((_, _, wanted) -> model.wantNeighbours(wanted));
        fit = action("embedding.fit", "fth-maximize", pane::fitAll);
        restart = action("embedding.restart", "fth-rotate-ccw", model::restart);
        stop = action(
                "embedding.stop",
                "fth-x",
                Bindings.createBooleanBinding(
                        () -> {
                            MapFrame frame = model.frame().get();
                            return model.method().get() != MapMethod.PCA && (frame == null || frame.running());
                        },
                        model.frame(),
                        model.method()),
                model::cancel);
        Separator between = new Separator(Orientation.VERTICAL);
        between.getStyleClass().add("tw-tool-gap");
        bar.getChildren().addAll(between, thumbnails, neighbours, Ui.iconButton(fit));
        actions.add(action("embedding.thumbnails", "fth-image", thumbnails::fire));
        actions.add(action("embedding.neighbours", "fth-share-2", neighbours::fire));
        actions.addAll(List.of(fit, restart, stop));
    }

    private static Action action(String id, String icon, Runnable run) {
        return action(id, icon, new SimpleBooleanProperty(true), run);
    }

    private static Action action(String id, String icon, ObservableValue<Boolean> enabled, Runnable run) {
        return new Action(id, Action.Menu.VIEW, TEXT.get("action." + id), icon, null, enabled, run);
    }

    private static ToggleButton toggle(String id, Node icon, String words) {
        ToggleButton button = Ui.styled(new ToggleButton(), "tw-icon-button", "tw-tool");
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setGraphic(icon);
        button.setTooltip(new Tooltip(words));
        return Ui.named(button, id, words);
    }

    private static Node icon(ScatterTool tool) {
        return switch (tool) {
            case LASSO -> shape(LASSO_SHAPE);
            case BOX -> shape(BOX_SHAPE);
            case POINTER, PAN -> Icons.of(tool.icon());
        };
    }

    /** Feather has neither a lasso nor a box to choose with. */
    private static Node shape(String path) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        return Ui.styled(shape, "tw-shape-icon");
    }

    public HBox bar() {
        return bar;
    }

    public ToggleButton neighbours() {
        return neighbours;
    }

    public Action stop() {
        return stop;
    }

    public Action restart() {
        return restart;
    }

    public List<Action> actions() {
        return List.copyOf(actions);
    }
}
