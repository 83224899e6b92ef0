package org.triggerworkbench.app.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.inspection.LayerChange;
import org.triggerworkbench.evaluation.inspection.NeuronChange;
import org.triggerworkbench.evaluation.inspection.StrongestImages;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/** How much the trigger changes each layer, and the neurons of one layer that change most. */
final class ActivationsPane extends VBox {
    private static final Messages TEXT = Messages.of(ActivationsPane.class);
    private static final double WIDE = 640;
    private static final int NEURONS = 8;
    private static final int IMAGES = 4;

    private final CompareModel model;
    private final ListView<LayerChange> layers = new ListView<>();
    private final VBox neurons = new VBox(12);
    private final Label layerName = Ui.heading("");
    private final Label empty = Ui.wrapped(Ui.secondary(""));
    private final GridPane grid = new GridPane(16, 8);
    private final VBox left;
    private final VBox right;
    private boolean wide;
    private boolean filling;

    ActivationsPane(CompareModel model) {
        this.model = model;
        Ui.named(layers, "compare-layers", TEXT.get("layers.read"));
        neurons.setId("compare-neurons");
        layers.getStyleClass().add("tw-plain-list");
        layers.setFixedCellSize(26);
        layers.setCellFactory(_ -> new LayerCell());
        VBox.setVgrow(layers, Priority.ALWAYS);
        ScrollPane scroll = Ui.scrolling(neurons);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        left = new VBox(
                4, Ui.heading(TEXT.get("layers.title")), Ui.wrapped(Ui.secondary(TEXT.get("layers.note"))), layers);
        right = new VBox(4, layerName, Ui.wrapped(Ui.secondary(TEXT.get("neurons.note"))), scroll);
        left.setMinHeight(0);
        right.setMinHeight(0);
        setPadding(new Insets(4, 12, 12, 12));
        VBox.setVgrow(grid, Priority.ALWAYS);
        getChildren().addAll(empty, grid);
        place();
        widthProperty().subscribe(now -> {
            if (now.doubleValue() >= WIDE != wide) {
                wide = !wide;
                place();
            }
        });
        layers.getSelectionModel().selectedItemProperty().subscribe(now -> {
            if (now != null && !filling) {
                model.layer().set(now.layer());
                showNeurons(now);
            }
        });
        model.layers().value().subscribe(_ -> show());
        model.layers().fault().subscribe(_ -> show());
        model.answer().subscribe(_ -> showEmpty());
    }

    private void place() {
        grid.getChildren().clear();
        grid.getColumnConstraints().clear();
        grid.getRowConstraints().clear();
        for (int i = 0; i < (wide ? 2 : 1); i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(wide ? 50 : 100);
            grid.getColumnConstraints().add(column);
        }
        for (double share : wide ? new double[] {100} : new double[] {42, 58}) {
            RowConstraints row = new RowConstraints();
            row.setPercentHeight(share);
            grid.getRowConstraints().add(row);
        }
        grid.add(left, 0, 0);
        grid.add(right, wide ? 1 : 0, wide ? 0 : 1);
    }

    private void showEmpty() {
        SheetResult answer = model.answer().getValue();
        boolean has = !layers.getItems().isEmpty();
        String why = !model.layers().fault().get().isEmpty()
                ? model.layers().fault().get()
                : answer == null || answer.question().trigger() == null
                        ? TEXT.get("layers.noTrigger")
                        : model.layers().value().get() == null ? TEXT.get("layers.waiting") : TEXT.get("layers.none");
        empty.setText(has ? "" : why);
        empty.setVisible(!has);
        empty.setManaged(!has);
        grid.setVisible(has);
    }

    private void show() {
        List<LayerChange> now = model.layers().value().get();
        filling = true;
        layers.getItems().setAll(now == null ? List.of() : now);
        filling = false;
        showEmpty();
        if (now == null || now.isEmpty()) {
            neurons.getChildren().clear();
            return;
        }
        double most = now.stream()
                .mapToDouble(LayerChange::relativeChange)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        layers.setUserData(most);
        layers.refresh();
        LayerChange shown = now.stream()
                .filter(layer -> layer.layer().equals(model.layer().get()))
                .findFirst()
                .orElseGet(() -> largest(now));
        filling = true;
        layers.getSelectionModel().select(shown);
        layers.scrollTo(shown);
        filling = false;
        showNeurons(shown);
    }

    private static LayerChange largest(List<LayerChange> layers) {
        return layers.stream()
                .max(Comparator.comparingDouble(
                        layer -> Double.isFinite(layer.relativeChange()) ? layer.relativeChange() : -1))
                .orElseThrow();
    }

    private void showNeurons(LayerChange layer) {
        layerName.setText(TEXT.get("neurons.title", layer.layer()));
        SubjectFacts facts = model.workbench().scene().get();
        SheetResult answer = model.answer().getValue();
        ImageResults triggered = answer == null ? null : answer.triggered();
        if (facts == null || answer == null || triggered == null) {
            neurons.getChildren().clear();
            return;
        }
        neurons.getChildren()
                .setAll(layer.top(NEURONS).stream()
                        .map(neuron -> row(facts, layer, neuron, answer.clean(), triggered))
                        .toList());
    }

    private VBox row(
            SubjectFacts facts, LayerChange layer, NeuronChange neuron, ImageResults clean, ImageResults triggered) {
        Label name = Ui.styled(new Label(TEXT.get("neuron.name", neuron.neuron())), "tw-strong");
        Label before = Ui.styled(new Label(TEXT.get("neuron.clean", number(neuron.cleanMean()))), "tw-clean");
        Label after =
                Ui.styled(new Label(TEXT.get("neuron.triggered", number(neuron.triggeredMean()))), "tw-triggered");
        Label change = Ui.secondary(TEXT.get("neuron.change", signed(neuron.change())));
        FlowPane line = new FlowPane(12, 2, name, before, after, change);
        FlowPane images = new FlowPane(4, 4);
        images.getChildren()
                .addAll(thumbs(facts, layer.strongestClean(neuron.neuron(), IMAGES), clean, "tw-thumb-clean"));
        images.getChildren()
                .addAll(thumbs(
                        facts, layer.strongestTriggered(neuron.neuron(), IMAGES), triggered, "tw-thumb-triggered"));
        VBox row = new VBox(4, line, images);
        row.setAccessibleText(TEXT.get(
                "neuron.read",
                neuron.neuron(),
                number(neuron.cleanMean()),
                number(neuron.triggeredMean()),
                signed(neuron.change())));
        return row;
    }

    private List<Node> thumbs(SubjectFacts facts, StrongestImages strongest, ImageResults seen, String style) {
        return ThumbnailRow.of(
                ThumbnailRow.size(getWidth()),
                facts,
                Arrays.stream(strongest.ids()).boxed().toList(),
                seen.pixels(),
                style,
                model.workbench().selection().primary()::set);
    }

    private static String number(double value) {
        return Format.number(value, 2);
    }

    private static String signed(double value) {
        return Double.isInfinite(value)
                ? TEXT.get(value > 0 ? "change.onlyUp" : "change.onlyDown")
                : Double.isNaN(value) ? TEXT.get("value.none") : (value > 0 ? "+" : "") + Format.number(value, 2);
    }
}
