package org.triggerworkbench.app.embedding;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.embedding.map.EmbeddingModel;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.embedding.map.MapMethod;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** How far a map in steps is, its seed, stop and restart; not there for PCA. */
final class StepsRow extends HBox {
    private static final Messages TEXT = Messages.of(StepsRow.class);

    private final EmbeddingModel model;
    private final Label iteration = Ui.secondary("");
    private final TextField seed = new TextField();

    StepsRow(EmbeddingModel model, Action stop, Action restart) {
        super(8);
        this.model = model;
        setAlignment(Pos.CENTER_LEFT);
        setId("embedding-steps");
        setMinWidth(0);
        iteration.setId("embedding-iteration");
        iteration.setMinWidth(USE_PREF_SIZE);
        Label seedTitle = Ui.secondary(TEXT.get("steps.seed"));
        seedTitle.setMinWidth(USE_PREF_SIZE);
        Ui.named(seed, "embedding-seed", TEXT.get("steps.seed"));
        seed.setPrefColumnCount(4);
        seed.setMinWidth(56);
        seed.setMaxWidth(72);
        seed.setText(String.valueOf(model.seed().get()));
        seed.setOnAction(_ -> takeSeed());
        seed.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                takeSeed();
            }
        });
        getChildren().addAll(iteration, Ui.spring(), Ui.iconButton(stop), Ui.iconButton(restart), seedTitle, seed);
        model.frame().addListener((_, _, _) -> show());
        model.method().addListener((_, _, _) -> show());
        show();
    }

    private void takeSeed() {
        try {
            model.seed().set(Long.parseLong(seed.getText().strip()));
        } catch (NumberFormatException e) {
            seed.setText(String.valueOf(model.seed().get()));
        }
    }

    private void show() {
        boolean steps = model.method().get() != MapMethod.PCA;
        setVisible(steps);
        setManaged(steps);
        MapFrame frame = model.frame().get();
        if (!steps) {
            return;
        }
        boolean here = frame != null && frame.key().method() == model.method().get();
        iteration.setText(here && frame != null ? words(frame) : TEXT.get("steps.preparing"));
    }

    private static String words(@Nullable MapFrame frame) {
        if (frame == null) {
            return "";
        }
        if (frame.stale()) {
            return TEXT.get("steps.stale");
        }
        if (frame.running()) {
            return TEXT.get("steps.iteration", frame.iteration(), frame.iterations());
        }
        return frame.iteration() < frame.iterations()
                ? TEXT.get("steps.stopped", frame.iteration(), frame.iterations())
                : TEXT.get("steps.done", frame.iterations());
    }
}
