package org.triggerworkbench.app.compare;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.answer.ClassBars;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.text.Messages;

/** One of two models: its rates, the enlarged image clean and triggered, and what it says of it. */
final class ModelSide extends VBox {
    private static final Messages TEXT = Messages.of(ModelSide.class);
    private static final double GAP = 8;
    private static final double LARGEST_PICTURE = 192;
    /** From here on the bars stand beside the pictures. */
    private static final double WIDE = 400;
    /** What the bars need at least. */
    private static final double BARS = 200;

    private static final double APART = 16;
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");

    private final Label name = Ui.secondary("");
    private final Label success = Ui.styled(new Label(), "tw-question", "tw-triggered");
    private final Label successOf = Ui.wrapped(Ui.secondary(""));
    private final Label accuracy = Ui.styled(new Label(), "tw-question", "tw-clean");
    private final Label accuracyOf = Ui.wrapped(Ui.secondary(""));
    private final HBox pictures = new HBox(GAP);
    private final ClassBars bars = new ClassBars();
    private final HBox beside = new HBox(APART);
    private @Nullable SubjectFacts facts;
    private @Nullable SheetResult answer;
    private int primary;
    private double drawn;

    /** @param letter by which it goes */
    ModelSide(String letter) {
        name.setTextOverrun(OverrunStyle.ELLIPSIS);
        name.setId("models-name-" + letter);
        name.setMinWidth(0);
        success.setId("models-success-" + letter);
        accuracy.setId("models-accuracy-" + letter);
        HBox head = new HBox(6, Ui.heading(letter), name);
        head.setAlignment(Pos.BASELINE_LEFT);
        FlowPane rates = new FlowPane(12, 4, rate(success, successOf), rate(accuracy, accuracyOf));
        setSpacing(8);
        setMinWidth(0);
        setPrefWidth(0);
        pictures.setMinWidth(0);
        HBox.setHgrow(bars, Priority.ALWAYS);
        getChildren().addAll(head, rates, pictures, bars);
        widthProperty().subscribe(this::place);
    }

    private void place() {
        boolean wide = getWidth() >= WIDE;
        if (wide != (beside.getParent() != null)) {
            getChildren().removeAll(pictures, bars, beside);
            beside.getChildren().clear();
            if (wide) {
                beside.getChildren().setAll(pictures, bars);
                getChildren().add(beside);
            } else {
                getChildren().addAll(pictures, bars);
            }
        }
        draw();
    }

    private static VBox rate(Label figure, Label counts) {
        figure.setMinWidth(USE_PREF_SIZE);
        return new VBox(figure, counts);
    }

    /**
     * @param top classes whose bars are shown
     * @param image the enlarged one
     */
    void show(SubjectFacts ofScene, String title, SheetResult next, List<Integer> top, int image) {
        name.setText(title);
        name.setTooltip(new Tooltip(title));
        tell(success, successOf, Measure.ATTACK_SUCCESS, next.metrics().attackSuccess());
        tell(accuracy, accuracyOf, Measure.CLEAN_ACCURACY, next.metrics().cleanAccuracy());
        ImageResults triggered = next.triggered();
        bars.show(
                ofScene.classes(),
                top,
                next.clean().probabilities()[image],
                triggered == null ? new float[0] : triggered.probabilities()[image],
                next.question().target());
        facts = ofScene;
        answer = next;
        primary = image;
        drawn = 0;
        draw();
    }

    private static void tell(Label figure, Label counts, Measure measure, Rate rate) {
        figure.setText(Format.percent(rate));
        figure.setTooltip(Ui.tip(measure.explained()));
        counts.setText(
                rate.isDefined()
                        ? TEXT.get("models.rate", measure.symbol(), rate.hits(), rate.n())
                        : TEXT.get("models.noRate", measure.symbol()));
    }

    /** Whole multiples of the picture's pixels where there is room for one. */
    private void draw() {
        SubjectFacts now = facts;
        SheetResult of = answer;
        if (now == null || of == null || getWidth() <= 0) {
            return;
        }
        int edge = Math.max(now.input().width(), now.input().height());
        double wide = getWidth() >= WIDE ? getWidth() - APART - BARS : getWidth();
        double room = Math.clamp((wide - GAP) / 2, 16, LARGEST_PICTURE);
        double size = PictureSize.of(room, edge);
        if (size == drawn) {
            return;
        }
        drawn = size;
        pictures.getChildren().setAll(picture(now, of.clean(), size, "picture.clean", "tw-clean"));
        ImageResults triggered = of.triggered();
        if (triggered != null) {
            pictures.getChildren().add(picture(now, triggered, size, "picture.triggered", "tw-triggered"));
        }
    }

    private VBox picture(SubjectFacts now, ImageResults seen, double size, String word, String style) {
        int target = answer == null ? now.target() : answer.question().target();
        String read = ClassNames.shown(now.classes(), seen.predictions()[primary], target);
        Label chip = Ui.styled(new Label(read), "tw-chip");
        chip.setTooltip(new Tooltip(read));
        chip.setMaxWidth(size);
        chip.pseudoClassStateChanged(TARGET, seen.predictions()[primary] == target);
        return new VBox(
                3,
                PixelImage.of(now.input().width(), now.input().height(), seen.pixels()[primary])
                        .view(size),
                Ui.styled(Ui.secondary(TEXT.get(word)), style),
                chip);
    }
}
