package org.triggerworkbench.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.data.picture.Residual;
import org.triggerworkbench.evaluation.inspection.SaliencyMap;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.ClassNames;
import org.triggerworkbench.text.Messages;

/** One side: its pictures clean, triggered and the residual, and what the model says of them. */
final class SidePane extends VBox {
    private static final Messages TEXT = Messages.of(SidePane.class);
    private static final double GAP = 8;

    private final Label name = Ui.styled(new Label(), "tw-heading");
    private final Label before = new Label();
    private final Label mark = new Label();
    private final Label after = new Label();
    private final Label residualName = Ui.secondary("");
    private final HBox pictures = new HBox(GAP);
    private final List<VBox> places = new ArrayList<>();
    private double drawn;
    private int width = 1;
    private double limit = 64;
    private @Nullable PixelImage clean;
    private @Nullable PixelImage triggered;
    private @Nullable PixelImage residual;

    /** What a side shows beside its glance. */
    record Dressing(int factor, Inspection.@Nullable Maps maps, double opacity) {}

    SidePane() {
        setSpacing(4);
        for (Label label : new Label[] {name, before, after}) {
            label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            label.setMinWidth(24);
        }
        name.setMinWidth(USE_PREF_SIZE);
        mark.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(8, name, Ui.spring(), before, mark, after);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(line, pictures);
        // Its pictures follow its width, so they must not ask for one.
        setMinWidth(0);
        setPrefWidth(0);
        pictures.setMinWidth(0);
        widthProperty().subscribe(this::size);
    }

    void open(SubjectFacts facts) {
        width = facts.input().width();
        int height = facts.input().height();
        PixelImage[] images = new PixelImage[3];
        pictures.getChildren().clear();
        places.clear();
        Label[] names = {
            Ui.styled(Ui.secondary(TEXT.get("picture.clean")), "tw-clean"),
            Ui.styled(Ui.secondary(TEXT.get("picture.triggered")), "tw-triggered"),
            residualName
        };
        for (int i = 0; i < 3; i++) {
            images[i] = new PixelImage(width, height);
            VBox place = new VBox(2, images[i].view(width), names[i]);
            places.add(place);
            pictures.getChildren().add(place);
        }
        drawn = width;
        clean = images[0];
        triggered = images[1];
        residual = images[2];
        size();
    }

    /** Pictures are at most so large, so that the bars below stay in sight. */
    void limit(double side) {
        limit = side;
        size();
    }

    /** How wide it is with pictures of a size. */
    static double width(double picture) {
        return 3 * picture + 2 * GAP;
    }

    private void size() {
        double size = PictureSize.of(Math.clamp((getWidth() - 2 * GAP) / 3, 16, Math.max(16, limit)), width);
        PixelImage[] images = {clean, triggered, residual};
        if (size == drawn) {
            return;
        }
        drawn = size;
        for (int i = 0; i < places.size(); i++) {
            PixelImage image = images[i];
            if (image != null) {
                // Enlarged by the image itself: JavaFX would smooth it.
                places.get(i).getChildren().set(0, image.view(size));
            }
        }
    }

    void show(SubjectFacts facts, ComparedSide side, PrimaryResult glance, Dressing dressing) {
        PixelImage cleanPicture = clean;
        PixelImage triggeredPicture = triggered;
        PixelImage residualPicture = residual;
        if (cleanPicture == null || triggeredPicture == null || residualPicture == null) {
            return;
        }
        name.setText(TEXT.get("side." + side.kind().name().toLowerCase(Locale.ROOT)));
        ImageResults plain = glance.clean();
        ImageResults stamped = glance.triggered();
        int[] before = plain.pixels()[0];
        int[] after = stamped == null ? before : stamped.pixels()[0];
        Inspection.Maps maps = dressing.maps();
        cleanPicture.show(over(before, maps == null ? null : maps.clean(), dressing.opacity()));
        triggeredPicture.show(over(after, maps == null ? null : maps.triggered(), dressing.opacity()));
        residualPicture.show(Residual.of(before, after, dressing.factor()));
        residualName.setText(TEXT.get("picture.residual", dressing.factor()));
        change(
                facts,
                plain.predictions()[0],
                stamped == null ? null : stamped.predictions()[0],
                side.asked().target());
    }

    private static int[] over(int[] pixels, @Nullable SaliencyMap map, double opacity) {
        return map == null ? pixels : SaliencyOverlay.over(pixels, map, opacity);
    }

    /** Changed: an arrow, a triangle and the triggered colour; unchanged: an equals sign, plain. */
    private void change(SubjectFacts facts, int clean, @Nullable Integer triggered, int target) {
        label(before, facts, clean, target);
        int stamped = triggered == null ? clean : triggered;
        boolean changed = stamped != clean;
        mark.setText(TEXT.get(triggered == null ? "change.none" : changed ? "change.changed" : "change.same"));
        mark.getStyleClass().setAll("label", changed ? "tw-triggered" : "tw-secondary");
        after.getStyleClass().setAll("label", changed ? "tw-triggered" : "tw-secondary");
        if (changed) {
            after.getStyleClass().add("tw-strong");
            label(after, facts, stamped, target);
        } else {
            after.setText(TEXT.get(triggered == null ? "change.noTrigger" : "change.unchanged"));
            after.setTooltip(null);
        }
        setAccessibleText(TEXT.get("side.read", name.getText(), before.getText(), mark.getText(), after.getText()));
    }

    private static void label(Label label, SubjectFacts facts, int number, int target) {
        label.setText(ClassNames.shown(facts.classes(), number, target));
        label.setTooltip(new Tooltip(label.getText()));
    }
}
