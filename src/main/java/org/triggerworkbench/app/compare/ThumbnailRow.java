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
    static final double SIZE = 32;
    private static final Messages TEXT = Messages.of(ThumbnailRow.class);

    private ThumbnailRow() {}

    /**
     * @param images places on the sheet
     * @param pixels of all images of the sheet, as the model is shown them
     * @param style class of the border, that of clean or of triggered images
     * @param chosen is given the image that was clicked
     */
    static List<Node> of(SubjectFacts facts, List<Integer> images, int[][] pixels, String style, IntConsumer chosen) {
        return images.stream()
                .<Node>map(image -> {
                    Button thumb = Ui.styled(new Button(), "tw-thumb", style);
                    thumb.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
                    thumb.setGraphic(
                            PixelImage.of(facts.input().width(), facts.input().height(), pixels[image])
                                    .view(SIZE));
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
