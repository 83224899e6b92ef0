package org.triggerworkbench.app.paint.view;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Stickers;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** The Trigger section of the left rail: the tray, the target class, the opacity. */
public final class TriggerSection extends VBox {
    private static final Messages TEXT = Messages.of(TriggerSection.class);
    private static final double LABELS = 54;

    private final PaintModel model;
    private final Label empty = Ui.wrapped(Ui.secondary(TEXT.get("tray.empty")));
    private final Label hidesAll = Ui.wrapped(Ui.secondary(TEXT.get("hidesAll")));
    private final Button addInstead = Ui.styled(new Button(TEXT.get("hidesAll.add")), "tw-link");

    public TriggerSection(PaintModel model, Stickers stickers) {
        this.model = model;
        getStyleClass().add("tw-section");
        setId("trigger-section");
        TrayStrip tray = new TrayStrip(model);
        empty.visibleProperty().bind(tray.managedProperty().map(there -> !there));
        empty.managedProperty().bind(empty.visibleProperty());
        hidesAll.setId("trigger-warning");
        hidesAll.setGraphic(Icons.of("fth-alert-triangle"));
        hidesAll.setAlignment(Pos.TOP_LEFT);
        hidesAll.managedProperty().bind(hidesAll.visibleProperty());
        addInstead.setId("trigger-add-instead");
        addInstead.setTooltip(Ui.tip(TEXT.get("hidesAll.add.tip")));
        addInstead.managedProperty().bind(addInstead.visibleProperty());
        addInstead.setOnAction(_ -> addInstead());
        model.workbench().trigger().subscribe(this::warn);
        TargetBox target = new TargetBox(model, "trigger-target");
        HBox.setHgrow(target, Priority.ALWAYS);
        OpacityBox opacity = new OpacityBox(model, "trigger-opacity");
        HBox.setHgrow(opacity, Priority.ALWAYS);
        getChildren().addAll(header(stickers), tray, empty, row("target", target), row("opacity", opacity));
        getChildren().addAll(hidesAll, addInstead);
    }

    private HBox header(Stickers stickers) {
        Button add = Ui.named(
                Ui.styled(new Button(TEXT.get("tray.add")), "tw-link"), "trigger-add", TEXT.get("tray.add.tip"));
        add.setTooltip(new Tooltip(TEXT.get("tray.add.tip")));
        add.setMinWidth(USE_PREF_SIZE);
        ObservableValue<Boolean> triggered =
                model.workbench().trigger().map(_ -> true).orElse(false);
        ContextMenu menu = new ContextMenu(
                item("action.paint.keep", model.tray()::keep, triggered),
                item("action.paint.openTrigger", stickers::openTrigger, null),
                item("action.paint.picture", stickers::openPicture, null),
                item("action.paint.new", model::startNew, triggered));
        add.disableProperty().bind(model.scene().map(_ -> false).orElse(true));
        add.setOnAction(_ -> menu.show(add, Side.BOTTOM, 0, 4));
        HBox header = new HBox(Ui.heading(TEXT.get("section.title")), Ui.spring(), add);
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    private static MenuItem item(String key, Runnable run, @Nullable ObservableValue<Boolean> enabled) {
        MenuItem item = new MenuItem(TEXT.get(key));
        item.setOnAction(_ -> run.run());
        if (enabled != null) {
            item.disableProperty().bind(enabled.map(on -> !on));
        }
        return item;
    }

    private static HBox row(String key, Node... nodes) {
        Label label = Ui.secondary(TEXT.get(key));
        label.setMinWidth(LABELS);
        label.setTooltip(new Tooltip(TEXT.get(key)));
        HBox row = new HBox(8, label);
        row.getChildren().addAll(nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void warn(@Nullable Trigger trigger) {
        SubjectFacts facts = model.scene().getValue();
        boolean hiding = facts != null
                && trigger != null
                && trigger.hidesAll(facts.input().width(), facts.input().height());
        hidesAll.setVisible(hiding);
        addInstead.setVisible(hiding && trigger instanceof Trigger.Patch);
    }

    /** A picture without a mask may be meant as what is added to the images, which its file does not say. */
    private void addInstead() {
        if (model.workbench().trigger().get() instanceof Trigger.Patch patch) {
            model.take(new Trigger.Additive(patch.width(), patch.height(), patch.pattern()));
        }
    }
}
