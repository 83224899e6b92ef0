package org.triggerworkbench.app.paint.view;

import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ColorPicker;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.paint.Color;
import org.triggerworkbench.app.paint.document.PlacementKind;
import org.triggerworkbench.app.paint.document.TriggerDocument;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Argb;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Placement;

/** What the tool in hand can be set to; a row that is always there, so that nothing moves when the tool changes. */
final class ToolOptions extends HBox {
    private static final Messages TEXT = Messages.of(ToolOptions.class);
    private static final int LARGEST = 64;
    private static final int HEIGHT = 28;

    private final PaintModel model;
    private final ColorPicker colour = Ui.named(new ColorPicker(), "paint-colour", TEXT.get("option.colour"));
    private final NumberField size;
    private final HBox hardness = new HBox(4);
    private final NumberField cell;
    private final NumberField stamp;
    private final NumberField letters;
    private final TextField words = Ui.named(new TextField(), "paint-words", TEXT.get("option.words"));
    private final NumberField columns;
    private final NumberField rows;
    private final Label hint = Ui.secondary("");
    private final Button startNew;

    ToolOptions(PaintModel model, Action startNewAction) {
        super(8);
        this.model = model;
        setAlignment(Pos.CENTER_LEFT);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        colour.getStyleClass().addAll("button", "tw-colour");
        colour.setTooltip(new Tooltip(TEXT.get("option.colour")));
        colour.setOnAction(_ -> model.brush().colour().set(argb(colour.getValue())));
        model.brush().colour().subscribe(now -> colour.setValue(colour(now.intValue())));
        size = number("size", model.brush().size());
        cell = number("cell", model.brush().cell());
        stamp = number("stamp", model.brush().stampSize());
        letters = number("letters", model.brush().letterSize());
        words.textProperty().bindBidirectional(model.brush().words());
        words.setPrefColumnCount(8);
        words.setMinWidth(40);
        setHgrow(words, Priority.SOMETIMES);
        Slider slider = Ui.named(new Slider(0, 1, 1), "paint-hardness", TEXT.get("option.hardness.tip"));
        slider.valueProperty().bindBidirectional(model.brush().hardness());
        slider.setTooltip(new Tooltip(TEXT.get("option.hardness.tip")));
        slider.setPrefWidth(88);
        slider.setMinWidth(40);
        slider.setBlockIncrement(0.1);
        hardness.setAlignment(Pos.CENTER_LEFT);
        hardness.getChildren().addAll(Ui.secondary(TEXT.get("option.hardness")), slider);
        columns = new NumberField(
                "paint-columns", TEXT.get("option.columns"), TEXT.get("option.columns.tip"), 1, LARGEST, _ -> grid());
        rows = new NumberField(
                "paint-rows", TEXT.get("option.rows"), TEXT.get("option.rows.tip"), 1, LARGEST, _ -> grid());
        hint.setMinWidth(0);
        startNew = Ui.button(startNewAction);
        startNew.setMinWidth(USE_PREF_SIZE);
        model.tool().subscribe(_ -> show());
        model.document().subscribe(_ -> show());
    }

    private static NumberField number(String key, IntegerProperty value) {
        NumberField field = new NumberField(
                "paint-" + key, TEXT.get("option." + key), TEXT.get("option." + key + ".tip"), 1, LARGEST, value::set);
        value.subscribe(now -> field.show(now.intValue()));
        return field;
    }

    private void grid() {
        model.grid(new Placement.Grid(columns.value(), rows.value()));
    }

    private void show() {
        TriggerDocument document = model.document().get();
        columns.show(document.grid().columns());
        rows.show(document.grid().rows());
        Tool tool = model.tool().get();
        if (document.isLocked()) {
            hint.setText(TEXT.get("option.locked"));
            hint.setTooltip(new Tooltip(TEXT.get("option.locked.tip")));
            keep(hint, startNew);
            return;
        }
        switch (tool) {
            case MOVE -> {
                hint(TEXT.get(document.isEmpty() ? "hint.tools" : "hint." + document.where()));
                if (document.where() == PlacementKind.GRID) {
                    keep(columns, rows, hint);
                } else {
                    keep(hint);
                }
            }
            case BRUSH -> keep(colour, size, hardness);
            case ERASER -> keep(size, hardness);
            case LINE -> keep(colour, size, hardness);
            case RECTANGLE, ELLIPSE, FILL -> {
                hint(TEXT.get("hint." + tool));
                keep(colour, hint);
            }
            case CHECKER, NOISE -> keep(cell, stamp);
            case TEXT -> keep(colour, letters, words);
            case EYEDROPPER -> {
                hint(TEXT.get("hint." + tool));
                keep(colour, hint);
            }
        }
    }

    private void hint(String text) {
        hint.setText(text);
        hint.setTooltip(new Tooltip(text));
    }

    /** Nodes are only exchanged when others are wanted: focus and the stroke under way stay. */
    private void keep(Node... nodes) {
        if (!getChildren().equals(List.of(nodes))) {
            getChildren().setAll(nodes);
        }
    }

    private static Color colour(int argb) {
        return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, (argb >>> 24) / 255.0);
    }

    private static int argb(Color colour) {
        return (int) Math.round(255 * colour.getOpacity()) << 24 | (Argb.of(colour) & 0xffffff);
    }
}
