package org.triggerworkbench.app.prompt;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.Messages;

/** Frame or patch, and its measures; whatever is set fits on the picture. */
final class ShapeControls extends FlowPane {
    private static final Messages TEXT = Messages.of(ShapeControls.class);

    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.FRAME);
    private final Spinner<Integer> frame = spinner("frame");
    private final Spinner<Integer> x = spinner("x");
    private final Spinner<Integer> y = spinner("y");
    private final Spinner<Integer> w = spinner("w");
    private final Spinner<Integer> h = spinner("h");
    private final HBox ofFrame = row("frame", frame);
    private final FlowPane ofPatch = new FlowPane(8, 4, row("x", x), row("y", y), row("w", w), row("h", h));
    private final BiConsumer<PromptShape, Object> change;
    private final Supplier<@Nullable InputSpec> input;
    private boolean showing;

    private enum Kind {
        FRAME,
        PATCH
    }

    /**
     * @param change is given the shape and what its edits have in common
     * @param input size of the picture; null where nothing is open
     */
    ShapeControls(Supplier<@Nullable InputSpec> input, BiConsumer<PromptShape, Object> change) {
        super(12, 8);
        this.input = input;
        this.change = change;
        Segmented<Kind> kinds = new Segmented<>(
                List.of(Kind.values()),
                kind,
                value -> TEXT.get("shape." + value.name().toLowerCase(Locale.ROOT)));
        kinds.setId("prompt-shape");
        ofPatch.setPrefWrapLength(400);
        getChildren().addAll(kinds, ofFrame, ofPatch);
        kind.subscribe(now -> {
            boolean isFrame = now == Kind.FRAME;
            ofFrame.setVisible(isFrame);
            ofFrame.setManaged(isFrame);
            ofPatch.setVisible(!isFrame);
            ofPatch.setManaged(!isFrame);
        });
        kind.addListener((_, _, _) -> tell(new Object()));
        for (Spinner<Integer> spinner : List.of(frame, x, y, w, h)) {
            spinner.valueProperty().addListener((_, _, _) -> tell(spinner));
        }
    }

    private static HBox row(String key, Spinner<Integer> spinner) {
        HBox row = new HBox(4, Ui.secondary(TEXT.get("measure." + key)), spinner);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Spinner<Integer> spinner(String key) {
        Spinner<Integer> spinner = new Spinner<>(new IntegerSpinnerValueFactory(0, 4096, key.equals("x") ? 0 : 8));
        spinner.setId("prompt-" + key);
        spinner.setAccessibleText(TEXT.get("measure." + key));
        spinner.setEditable(true);
        spinner.setPrefWidth(72);
        return spinner;
    }

    /** The shape as set, brought into the picture. */
    PromptShape shape() {
        InputSpec picture = input.get();
        int width = picture == null ? 64 : picture.width();
        int height = picture == null ? 64 : picture.height();
        if (kind.get() == Kind.FRAME) {
            return new PromptShape.Frame(Math.clamp(frame.getValue(), 1, Math.min(width, height) / 2));
        }
        int wide = Math.clamp(w.getValue(), 1, width);
        int high = Math.clamp(h.getValue(), 1, height);
        return new PromptShape.Patch(
                Math.clamp(x.getValue(), 0, width - wide), Math.clamp(y.getValue(), 0, height - high), wide, high);
    }

    private void tell(Object gesture) {
        if (!showing) {
            PromptShape shape = shape();
            show(shape);
            change.accept(shape, gesture);
        }
    }

    /** Shows a shape, without telling. */
    void show(PromptShape shape) {
        showing = true;
        switch (shape) {
            case PromptShape.Frame(int width) -> {
                kind.set(Kind.FRAME);
                frame.getValueFactory().setValue(width);
            }
            case PromptShape.Patch(int left, int top, int width, int height) -> {
                kind.set(Kind.PATCH);
                x.getValueFactory().setValue(left);
                y.getValueFactory().setValue(top);
                w.getValueFactory().setValue(width);
                h.getValueFactory().setValue(height);
            }
        }
        showing = false;
    }
}
