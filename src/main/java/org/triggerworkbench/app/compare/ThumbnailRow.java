package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/** Small pictures of images of the sheet; a click makes one the primary. */
final class ThumbnailRow {
    private static final double SMALL = 32;
    private static final double LARGE = 64;
    private static final Messages TEXT = Messages.of(ThumbnailRow.class);

    private ThumbnailRow() {}

    /** The size in a pane of a width: larger where there is room. */
    static double size(double width) {
        return Math.clamp(Math.floor(width / 12), SMALL, LARGE);
    }

    /**
     * @param size edge of one, in pixels of the screen
     * @param images places on the sheet
     * @param pixels of all images of the sheet, as the model is shown them
     * @param style class of the border, that of clean or of triggered images
     * @param chosen is given the image that was clicked
     */
    static List<Node> of(
            double size, SubjectFacts facts, List<Integer> images, int[][] pixels, String style, IntConsumer chosen) {
        return images.stream()
                .<Node>map(image -> {
                    Button thumb = Ui.styled(new Button(), "tw-image-thumb", style);
                    thumb.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
                    thumb.setGraphic(
                            PixelImage.of(facts.input().width(), facts.input().height(), pixels[image])
                                    .view(size));
                    thumb.setAccessibleText(TEXT.get(
                            "thumb.read",
                            facts.ids().get(image),
                            facts.classes().get(facts.labels()[image])));
                    thumb.setOnAction(_ -> chosen.accept(image));
                    return thumb;
                })
                .toList();
    }
}
