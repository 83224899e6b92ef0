package org.triggerworkbench.app.answer;

import java.util.Arrays;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.data.picture.Residual;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.text.Messages;

/** What happens to the enlarged image: its pictures, what it is taken for, and how surely. */
final class ImageAnswer extends VBox {
    private static final Messages TEXT = Messages.of(ImageAnswer.class);
    private static final double THUMB = 78;
    private static final int MAGNIFY = 10;

    private final Workbench workbench;
    private final HBox pictures = new HBox(12);
    private final Label truth = Ui.styled(new Label(), "tw-strong");
    private final Label verdict = new Label();
    private final Label before = Ui.styled(new Label(), "tw-strong");
    private final Label arrow = Ui.secondary("→");
    private final Label after = Ui.styled(new Label(), "tw-strong");
    private final ClassBars bars = new ClassBars();

    /** The pictures of one scene's size. */
    private record Pictures(PixelImage clean, PixelImage triggered, PixelImage residual) {
        static Pictures of(int width, int height) {
            return new Pictures(
                    new PixelImage(width, height), new PixelImage(width, height), new PixelImage(width, height));
        }
    }

    private Pictures shown = Pictures.of(1, 1);

    ImageAnswer(Workbench workbench) {
        this.workbench = workbench;
        getStyleClass().add("tw-answer-image");
        setSpacing(12);
        before.setId("answer-before");
        after.setId("answer-after");
        truth.setId("answer-truth");
        verdict.setId("answer-verdict");
        verdict.setMinWidth(USE_PREF_SIZE);
        HBox is = new HBox(4, Ui.secondary(TEXT.get("answer.true")), truth);
        FlowPane change = new FlowPane(6, 0, Ui.secondary(TEXT.get("answer.read")), before, verdict, arrow, after);
        is.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(pictures, new VBox(2, is, change), bars);
        workbench.scene().subscribe(this::open);
        workbench.glance().subscribe(this::show);
    }

    private void open(@Nullable SubjectFacts facts) {
        pictures.getChildren().clear();
        if (facts == null) {
            return;
        }
        shown = Pictures.of(facts.input().width(), facts.input().height());
        pictures.getChildren()
                .addAll(
                        picture(shown.clean(), TEXT.get("picture.clean")),
                        picture(shown.triggered(), TEXT.get("picture.triggered")),
                        picture(shown.residual(), TEXT.get("picture.residual", MAGNIFY)));
        show(null);
    }

    private static VBox picture(PixelImage image, String title) {
        Label caption = Ui.wrapped(Ui.secondary(title));
        caption.setMaxWidth(THUMB);
        return new VBox(4, image.view(THUMB), caption);
    }

    private void show(@Nullable PrimaryResult glance) {
        SubjectFacts facts = workbench.scene().get();
        setVisible(glance != null && facts != null);
        if (glance == null || facts == null) {
            return;
        }
        ImageResults clean = glance.clean();
        ImageResults triggered = glance.triggered() == null ? clean : glance.triggered();
        showPictures(clean.pixels()[0], triggered.pixels()[0]);
        int target = glance.question().target();
        int label = facts.labels()[glance.question().primary()];
        boolean right = clean.predictions()[0] == label;
        truth.setText(ClassNames.shown(facts.classes(), label, target));
        verdict.setText(TEXT.get(right ? "answer.right" : "answer.wrong"));
        verdict.setGraphic(Icons.of(right ? "fth-check" : "fth-x"));
        showChange(facts, target, clean.predictions()[0], triggered.predictions()[0]);
        arrow.setVisible(glance.triggered() != null);
        after.setVisible(glance.triggered() != null);
        bars.show(
                facts.classes(),
                clean.probabilities()[0],
                glance.triggered() == null ? new float[0] : triggered.probabilities()[0],
                glance.question().target());
    }

    private void showPictures(int[] clean, int[] triggered) {
        shown.clean().show(clean);
        shown.triggered().show(triggered);
        shown.residual().show(Residual.of(clean, triggered, MAGNIFY));
    }

    private void showChange(SubjectFacts facts, int target, int clean, int triggered) {
        before.setText(ClassNames.shown(facts.classes(), clean, target));
        boolean changed = clean != triggered;
        after.setText(changed ? ClassNames.shown(facts.classes(), triggered, target) : TEXT.get("answer.same"));
        after.getStyleClass().removeAll(Arrays.asList("tw-triggered"));
        if (changed) {
            after.getStyleClass().add("tw-triggered");
        }
    }
}
