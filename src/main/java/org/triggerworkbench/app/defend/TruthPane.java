package org.triggerworkbench.app.defend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.training.Truth;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** The true trigger beside the found one, and what the verdict says against it. */
final class TruthPane {
    private static final Messages TEXT = Messages.of(TruthPane.class);
    private static final double EDGE = 96;

    private TruthPane() {}

    static List<Node> of(DefendModel model, Detection detection) {
        Truth truth = model.truth();
        Trigger trigger = truth.trigger();
        if (trigger == null) {
            return List.of(Ui.wrapped(Ui.secondary(TEXT.get("truth.none"))));
        }
        List<Node> lines = new ArrayList<>();
        HBox pictures = new HBox(12);
        pictures.getChildren().add(picture(model, trigger));
        lines.add(pictures);
        List<Integer> flagged = DefendModel.flagged(detection);
        String target = model.className(truth.target());
        String names = flagged.stream().map(model::className).collect(Collectors.joining(", "));
        Label judged = Ui.wrapped(new Label(
                flagged.isEmpty()
                        ? TEXT.get("truth.missed", target)
                        : flagged.getFirst() == truth.target()
                                ? TEXT.get("truth.hit", target)
                                : TEXT.get("truth.wrong", target, names)));
        judged.setId("defend-judged");
        lines.add(judged);
        return lines;
    }

    private static Node picture(DefendModel model, Trigger trigger) {
        int[] pixels = TruePicture.of(trigger, model.workbench().facts());
        int width = model.workbench().facts().input().width();
        int height = model.workbench().facts().input().height();
        StackPane frame = Ui.styled(new StackPane(PixelImage.of(width, height, pixels).view(EDGE)), "tw-found");
        frame.setMaxSize(StackPane.USE_PREF_SIZE, StackPane.USE_PREF_SIZE);
        return new VBox(4, frame, Ui.secondary(TEXT.get("truth.true")));
    }
}
