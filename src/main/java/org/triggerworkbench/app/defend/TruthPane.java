package org.triggerworkbench.app.defend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.defend.figures.Tile;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.Review;
import org.triggerworkbench.text.Messages;

/** The found trigger, and beside it the true one once somebody asks for it, with what the one is worth against the other. */
final class TruthPane {
    private static final Messages TEXT = Messages.of(TruthPane.class);
    private static final double EDGE = 96;

    private TruthPane() {}

    /** What there is to say of a detection; the truth only where it is revealed. */
    static List<Node> of(DefendModel model, Detection detection, List<String> names) {
        Review review = detection.review();
        Review.@Nullable Truth truth = review == null ? null : review.truth();
        boolean revealed = model.revealed().get();
        Optional<Review.Check> best = best(detection, truth, revealed);
        List<Node> lines = new ArrayList<>(List.of(Ui.heading(TEXT.get("right"))));
        HBox pictures = new HBox(12);
        best.ifPresent(
                check -> pictures.getChildren().add(picture(check.trigger().picture(), found(names, check))));
        if (revealed && truth != null) {
            pictures.getChildren().add(picture(truth.trigger(), TEXT.get("truth.true")));
        }
        if (!pictures.getChildren().isEmpty()) {
            lines.add(pictures);
        }
        if (revealed) {
            lines.add(judged(names, detection, truth));
        }
        best.ifPresent(check -> lines.addAll(worth(check, revealed)));
        if (!revealed) {
            lines.add(hidden());
            lines.add(reveal(model));
        }
        best.ifPresent(check ->
                lines.add(button("paint", () -> model.paint(check.trigger()))));
        return lines;
    }

    /** The trigger of the true target once that is no secret, else the most suspicious one that was flagged, else any. */
    private static Optional<Review.Check> best(Detection detection, Review.@Nullable Truth truth, boolean revealed) {
        Review review = detection.review();
        if (review == null) {
            return Optional.empty();
        }
        // Before it is revealed the target's trigger must not give itself away by being shown.
        int suspect = detection.suspect();
        List<Review.Check> told = review.checks().stream()
                .filter(check -> revealed
                        || check.flagged()
                        || check.trigger().label() == suspect
                        || check.trigger().label() == FoundTrigger.NO_CLASS)
                .toList();
        return told.stream()
                .min(Comparator.comparing((Review.Check check) ->
                                revealed && truth != null && check.trigger().label() != truth.target())
                        .thenComparing(check -> !check.flagged())
                        .thenComparing(check -> check.trigger().label() != suspect));
    }

    private static String found(List<String> names, Review.Check check) {
        int label = check.trigger().label();
        return label < 0 ? TEXT.get("truth.found") : TEXT.get("truth.foundFor", names.get(label));
    }

    private static Node judged(List<String> names, Detection detection, Review.@Nullable Truth truth) {
        Label judged = Ui.wrapped(new Label(sentence(names, detection, truth)));
        judged.setId("defend-judged");
        return judged;
    }

    private static String sentence(List<String> names, Detection detection, Review.@Nullable Truth truth) {
        if (truth == null) {
            return TEXT.get("truth.none");
        }
        if (!truth.works()) {
            String wanted = truth.target() == Target.NONE ? TEXT.get("truth.next") : names.get(truth.target());
            return TEXT.get("truth.idle", Format.percent(truth.success()), wanted);
        }
        if (truth.target() == Target.NONE) {
            return TEXT.get("truth.each");
        }
        String target = names.get(truth.target());
        if (detection.scale() != Detection.Scale.CLASSES_ABOVE) {
            return TEXT.get("truth.whole", target);
        }
        List<Integer> flagged = DefendModel.flagged(detection);
        if (truth.named()) {
            return TEXT.get(flagged.size() == 1 ? "truth.hit" : "truth.among", target);
        }
        return flagged.isEmpty()
                ? TEXT.get("truth.missed", target)
                : TEXT.get(
                        "truth.wrong", target, flagged.stream().map(names::get).collect(Collectors.joining(", ")));
    }

    private static List<Node> worth(Review.Check check, boolean revealed) {
        List<Node> lines = new ArrayList<>();
        if (check.success().isDefined()) {
            Label works = Ui.wrapped(new Label(
                    TEXT.get("truth.works", Format.percent(check.success()), Format.counts(check.success()))));
            works.setId("defend-works");
            lines.add(works);
        }
        if (revealed && Double.isFinite(check.overlap())) {
            lines.add(Ui.wrapped(new Label(
                    TEXT.get("truth.overlap", Format.number(check.overlap(), 2), Format.percent(check.inside())))));
        }
        return lines;
    }

    /** That the truth is not told yet. */
    static Node hidden() {
        return Ui.wrapped(Ui.secondary(TEXT.get("right.hidden")));
    }

    /** Tells it. */
    static Node reveal(DefendModel model) {
        return button("reveal", model::reveal);
    }

    private static Button button(String key, Runnable run) {
        Button button = new Button(TEXT.get(key));
        button.setId("defend-" + key);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private static Node picture(Picture picture, String words) {
        StackPane frame = Ui.styled(
                new StackPane(PixelImage.of(picture.width(), picture.height(), Tile.argb(picture))
                        .view(EDGE)),
                "tw-found");
        frame.setMaxSize(StackPane.USE_PREF_SIZE, StackPane.USE_PREF_SIZE);
        Label below = Ui.wrapped(Ui.secondary(words));
        below.setMaxWidth(EDGE + 24);
        return new VBox(4, frame, below);
    }
}
