package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.compare.confusion.ConfusionCanvas;
import org.triggerworkbench.app.compare.confusion.ConfusionCells;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.text.Messages;

/** The confusion matrices, what a cell holds in words, and the images of the cell picked. */
final class ConfusionPane extends VBox {
    private static final Messages TEXT = Messages.of(ConfusionPane.class);
    private static final int MOST_THUMBS = 24;
    /** Height of the strip around its pictures. */
    private static final double STRIP = 12;

    private final CompareModel model;
    private final ConfusionCanvas canvas = new ConfusionCanvas(this::pick, this::look);
    private final Label words = Ui.wrapped(Ui.secondary(""));
    private final FlowPane thumbs = new FlowPane(4, 4);
    private ConfusionCanvas.@Nullable Shown shown;
    private ConfusionCanvas.@Nullable Picked picked;

    ConfusionPane(CompareModel model, Theme theme) {
        this.model = model;
        Ui.named(canvas, "compare-confusion", TEXT.get("confusion.read"));
        words.setId("compare-confusion-words");
        thumbs.setId("compare-confusion-images");
        VBox.setVgrow(canvas, Priority.SOMETIMES);
        ScrollPane strip = new ScrollPane(thumbs);
        strip.setFitToWidth(true);
        widthProperty().subscribe(width -> {
            double size = ThumbnailRow.size(width.doubleValue());
            strip.setMinHeight(size + STRIP);
            strip.setPrefHeight(size + STRIP);
        });
        VBox.setVgrow(strip, Priority.ALWAYS);
        setSpacing(8);
        setPadding(new Insets(4, 12, 12, 12));
        getChildren().addAll(canvas, words, strip);
        theme.tokens().subscribe(canvas::dress);
        theme.textScale().subscribe(scale -> canvas.scale(scale.doubleValue()));
        model.workbench().scene().subscribe(_ -> picked = null);
        model.answer().subscribe(this::show);
        model.section().subscribe(() -> show(model.answer().getValue()));
        model.showing().subscribe(() -> show(model.answer().getValue()));
        model.workbench().selection().chosen().subscribe(this::chosen);
    }

    private void chosen(Set<Integer> images) {
        canvas.choose(images);
        ConfusionCanvas.Shown now = shown;
        if (picked != null && now != null && !Set.copyOf(now.at(picked)).equals(images)) {
            picked = null;
            tell(null);
        }
    }

    private void show(@Nullable SheetResult answer) {
        SubjectFacts facts = model.workbench().scene().get();
        if (model.section().get() != CompareSection.CONFUSION
                || !model.showing().get()) {
            return;
        }
        if (answer == null || facts == null) {
            shown = null;
            canvas.show(null);
            words.setText(TEXT.get("confusion.empty"));
            thumbs.getChildren().clear();
            return;
        }
        int target = answer.question().target();
        int classes = facts.classes().size();
        List<String> names = IntStream.rangeClosed(0, classes)
                .mapToObj(k -> ClassNames.shown(facts.classes(), k, target))
                .toList();
        shown = new ConfusionCanvas.Shown(
                names,
                ConfusionCells.clean(classes, facts.labels(), answer.metrics()),
                answer.triggered() == null
                        ? null
                        : ConfusionCells.triggered(classes, facts.labels(), answer.metrics(), target),
                target,
                TEXT.get("confusion.clean", Format.percent(answer.metrics().cleanAccuracy())),
                answer.triggered() == null
                        ? TEXT.get("confusion.noTrigger")
                        : TEXT.get(
                                "confusion.triggered",
                                Format.percent(answer.metrics().attackSuccess())));
        canvas.show(shown);
        tell(picked);
    }

    private void pick(ConfusionCanvas.Picked cell) {
        ConfusionCanvas.Shown now = shown;
        if (now != null) {
            picked = null;
            model.choose(now.at(cell));
            picked = cell;
            tell(cell);
        }
    }

    private void look(ConfusionCanvas.@Nullable Picked cell) {
        words.setText(sentence(cell == null ? picked : cell));
    }

    private void tell(ConfusionCanvas.@Nullable Picked cell) {
        words.setText(sentence(cell));
        SubjectFacts facts = model.workbench().scene().get();
        SheetResult answer = model.answer().getValue();
        ConfusionCanvas.Shown now = shown;
        if (cell == null || facts == null || answer == null || now == null) {
            thumbs.getChildren().clear();
            return;
        }
        ImageResults triggered = answer.triggered();
        int[][] pixels = cell.triggered() && triggered != null
                ? triggered.pixels()
                : answer.clean().pixels();
        thumbs.getChildren()
                .setAll(ThumbnailRow.of(
                        ThumbnailRow.size(getWidth()),
                        facts,
                        now.at(cell).stream().limit(MOST_THUMBS).toList(),
                        pixels,
                        cell.triggered() ? "tw-thumb-triggered" : "tw-thumb-clean",
                        model.workbench().selection().primary()::set));
    }

    private String sentence(ConfusionCanvas.@Nullable Picked cell) {
        ConfusionCanvas.Shown now = shown;
        ConfusionCells cells = cell == null || now == null ? null : now.of(cell.triggered());
        if (now == null || cell == null || cells == null) {
            return TEXT.get("confusion.hint");
        }
        int row = cell.cell().row();
        return TEXT.get(
                cell.triggered() ? "confusion.cell.triggered" : "confusion.cell.clean",
                now.names().get(row),
                now.names().get(cell.cell().column()),
                cells.at(cell.cell()).size(),
                cells.totals()[row]);
    }
}
