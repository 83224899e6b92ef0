package org.triggerworkbench.app.prompt;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.Messages;

/** The two visual prompts and their difference as pictures; strength, shape and files of the one in front. */
final class VisualPane extends VBox {
    private static final Messages TEXT = Messages.of(VisualPane.class);
    private static final double REST = 300;

    private final PromptModel model;
    private final SlotPicture clean = new SlotPicture("", TEXT.get("slot.empty"), "prompt-picture-clean");
    private final SlotPicture backdoored = new SlotPicture("", TEXT.get("slot.empty"), "prompt-picture-backdoored");
    private final SlotPicture difference =
            new SlotPicture("", TEXT.get("difference.empty"), "prompt-picture-difference");
    private final Label facts = Ui.wrapped(Ui.secondary(""));
    private final Slider strength = new Slider(0, 2, 1);
    private final Label factor = Ui.secondary("");
    private final CheckBox stretch = new CheckBox(TEXT.get("stretch"));
    private final ShapeControls shape;
    private Object gesture = new Object();
    private boolean showing;

    VisualPane(PromptModel model, List<Action> actions) {
        this.model = model;
        this.shape = new ShapeControls(
                () -> {
                    SubjectFacts open = model.scene().getValue();
                    return open == null ? null : open.input();
                },
                this::reshape);
        HBox pictures = new HBox(4, clean, backdoored, difference);
        pictures.getChildren().forEach(node -> HBox.setHgrow(node, Priority.ALWAYS));
        choose(clean, PromptChoice.CLEAN);
        choose(backdoored, PromptChoice.BACKDOORED);
        VBox content = new VBox(12, onOff(), pictures, editing(actions));
        content.setPadding(new Insets(4, 12, 12, 12));
        ScrollPane scroll = Ui.scrolling(content);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        heightProperty().subscribe(now -> pictures.getChildren().forEach(node -> {
            if (node instanceof SlotPicture picture) {
                picture.limit(Math.max(64, now.doubleValue() - REST));
            }
        }));
        for (PromptChoice slot : PromptChoice.PROMPTS) {
            model.prompt(slot).subscribe(this::show);
        }
        model.slot().subscribe(this::show);
        model.scene().subscribe(this::show);
    }

    private FlowPane onOff() {
        Segmented<PromptChoice> choice = new Segmented<>(
                List.of(PromptChoice.values()),
                model.workbench().promptChoice(),
                value -> TEXT.get("choice." + value.name().toLowerCase(Locale.ROOT)));
        choice.setId("prompt-on");
        model.workbench().bench().subscribe(bench -> choice.offer(bench::offers));
        Label sees = Ui.secondary(TEXT.get("choice.label"));
        sees.setTooltip(new Tooltip(TEXT.get("choice.label")));
        stretch.setId("prompt-stretch");
        stretch.setSelected(true);
        stretch.setTooltip(new Tooltip(TEXT.get("stretch.tip")));
        stretch.setMinWidth(USE_PREF_SIZE);
        stretch.selectedProperty().subscribe(this::show);
        HBox seen = new HBox(8, sees, choice);
        seen.setAlignment(Pos.CENTER_LEFT);
        FlowPane row = new FlowPane(16, 8, seen, stretch);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinWidth(0);
        return row;
    }

    private VBox editing(List<Action> actions) {
        Segmented<PromptChoice> slots = new Segmented<>(
                PromptChoice.PROMPTS,
                model.slot(),
                slot -> TEXT.get("slot." + slot.name().toLowerCase(Locale.ROOT)));
        slots.setId("prompt-slot");
        HBox head = new HBox(8, Ui.heading(TEXT.get("editing")), slots);
        head.setAlignment(Pos.CENTER_LEFT);
        FlowPane files = new FlowPane(8, 8);
        actions.forEach(action -> files.getChildren().add(Ui.button(action)));
        Ui.named(strength, "prompt-strength", TEXT.get("strength"));
        strength.setBlockIncrement(0.1);
        strength.setMaxWidth(320);
        HBox.setHgrow(strength, Priority.ALWAYS);
        factor.setMinWidth(36);
        Label name = Ui.secondary(TEXT.get("strength"));
        name.setMinWidth(56);
        HBox force = new HBox(8, name, strength, factor);
        force.setAlignment(Pos.CENTER_LEFT);
        strength.setOnMousePressed(_ -> gesture = new Object());
        strength.focusedProperty().subscribe(_ -> gesture = new Object());
        strength.valueProperty().addListener((_, _, now) -> {
            if (!showing) {
                model.strength(Math.rint(now.doubleValue() * 20) / 20, gesture);
            }
        });
        return new VBox(8, head, facts, force, shape, files);
    }

    private void reshape(PromptShape next, Object same) {
        if (model.prompt(model.slot().get()).get() != null) {
            model.shape(next, same);
        }
    }

    /** The shape a new prompt is to have. */
    PromptShape shape() {
        return shape.shape();
    }

    private void choose(SlotPicture picture, PromptChoice slot) {
        picture.setFocusTraversable(true);
        picture.setOnMouseClicked(_ -> model.slot().set(slot));
        picture.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                model.slot().set(slot);
                event.consume();
            }
        });
    }

    private void show() {
        EditedPrompt first = model.prompt(PromptChoice.CLEAN).get();
        EditedPrompt second = model.prompt(PromptChoice.BACKDOORED).get();
        // One scale for both, so that what looks stronger is stronger.
        double contrast = stretch.isSelected()
                ? Stream.of(first, second)
                        .filter(Objects::nonNull)
                        .mapToDouble(PromptPixels::contrast)
                        .min()
                        .orElse(1)
                : 1;
        picture(clean, first, PromptChoice.CLEAN, contrast);
        picture(backdoored, second, PromptChoice.BACKDOORED, contrast);
        boolean both = first != null
                && second != null
                && first.base().layout().width() == second.base().layout().width()
                && first.base().layout().height() == second.base().layout().height();
        if (both) {
            PromptPixels.Difference found = PromptPixels.difference(first, second);
            difference.show(
                    found.pixels(),
                    first.base().layout().width(),
                    first.base().layout().height());
            difference.name(TEXT.get("difference.largest", Format.number(found.largest(), 2)));
        } else {
            difference.show(null, 1, 1);
            difference.name(TEXT.get("difference"));
        }
        edit(model.slot().get() == PromptChoice.CLEAN ? first : second);
    }

    private void picture(SlotPicture picture, @Nullable EditedPrompt prompt, PromptChoice slot, double contrast) {
        picture.getStyleClass().remove("tw-slot-chosen");
        if (model.slot().get() == slot) {
            picture.getStyleClass().add("tw-slot-chosen");
        }
        picture.name(TEXT.get("slot." + slot.name().toLowerCase(Locale.ROOT)));
        if (prompt == null) {
            picture.show(null, 1, 1);
        } else {
            picture.show(
                    PromptPixels.of(prompt, contrast),
                    prompt.base().layout().width(),
                    prompt.base().layout().height());
        }
    }

    private void edit(@Nullable EditedPrompt prompt) {
        showing = true;
        strength.setDisable(prompt == null);
        strength.setValue(prompt == null ? 1 : prompt.strength());
        factor.setText(TEXT.get("strength.times", Format.number(prompt == null ? 1 : prompt.strength(), 2)));
        facts.setText(prompt == null ? TEXT.get("facts.none") : facts(prompt));
        if (prompt != null) {
            shape.show(prompt.base().layout().shape());
        }
        showing = false;
    }

    private static String facts(EditedPrompt prompt) {
        String shape =
                switch (prompt.base().layout().shape()) {
                    case PromptShape.Frame(int width) -> TEXT.get("facts.frame", width);
                    case PromptShape.Patch(int x, int y, int width, int height) ->
                        TEXT.get("facts.patch", width, height, x, y);
                };
        String mode = TEXT.get("mode." + prompt.base().layout().mode().name().toLowerCase(Locale.ROOT));
        return prompt.base().step() > 0
                ? TEXT.get("facts.step", shape, mode, prompt.base().step())
                : TEXT.get("facts", shape, mode);
    }
}
