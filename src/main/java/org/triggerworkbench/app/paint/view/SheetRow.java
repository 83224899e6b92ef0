package org.triggerworkbench.app.paint.view;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/** Which images the sheet shows, and the ways to other ones: another number of them, another seed. */
public final class SheetRow extends HBox {
    private static final Messages TEXT = Messages.of(SheetRow.class);
    private static final List<Integer> SIZES = List.of(16, 32, 64, 128, 256, 512);

    private final ObservableValue<@Nullable SubjectFacts> scene;
    private final Redraw redraw;
    private final Action another;
    private final Label shown =
            Ui.named(Ui.wrapped(Ui.secondary("")), "sheet-sample", TEXT.get("sheet.sample.accessible"));
    private final ComboBox<Integer> sizes = Ui.named(new ComboBox<>(), "sheet-size", TEXT.get("sheet.size"));

    /** Shows other images of the open data. */
    @FunctionalInterface
    public interface Redraw {
        void sheet(int images, long seed);
    }

    SheetRow(ObservableValue<@Nullable SubjectFacts> scene, Redraw redraw) {
        super(8);
        this.scene = scene;
        this.redraw = redraw;
        this.another = Action.of(
                TEXT,
                "paint.anotherSample",
                Action.Menu.PAINT,
                "fth-shuffle",
                "",
                scene.map(facts -> facts.labels().length < facts.available()).orElse(false),
                this::another);
        Button next = Ui.iconButton(another);
        next.setMinWidth(USE_PREF_SIZE);
        sizes.setMinWidth(USE_PREF_SIZE);
        shown.setTooltip(new Tooltip(TEXT.get("sheet.sample.tip")));
        setHgrow(shown, Priority.ALWAYS);
        sizes.getItems().setAll(SIZES);
        sizes.setOnAction(_ -> resize());
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(shown, next, sizes);
        scene.subscribe(this::show);
    }

    /** For menu and palette. */
    Action anotherSample() {
        return another;
    }

    private void show(@Nullable SubjectFacts facts) {
        setDisable(facts == null);
        if (facts == null) {
            shown.setText("");
            return;
        }
        int images = facts.labels().length;
        shown.setText(
                images < facts.available()
                        ? TEXT.get(
                                "sheet.sample",
                                Format.whole(images),
                                Format.whole(facts.available()),
                                facts.request().seed())
                        : TEXT.get("sheet.all", Format.whole(images)));
        sizes.setValue(facts.request().batch());
    }

    private void another() {
        SubjectFacts facts = scene.getValue();
        if (facts != null) {
            redraw.sheet(facts.request().batch(), facts.request().seed() + 1);
        }
    }

    private void resize() {
        SubjectFacts facts = scene.getValue();
        Integer wanted = sizes.getValue();
        if (facts != null && wanted != null && wanted != facts.request().batch()) {
            redraw.sheet(wanted, facts.request().seed());
        }
    }
}
