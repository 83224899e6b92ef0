package org.triggerworkbench.app.files;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.SearchBox;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** A photo with the part that the model will see, what it sees of it, and the question what it is. */
final class PhotoForm extends QuestionForm {
    private static final Messages TEXT = Messages.of(PhotoForm.class);
    private static final double EDGE = 256;

    private final PhotoPreview photo;
    private final SearchBox<String> label = new SearchBox<>("photo-label", TEXT.get("photo.what"));
    private final TextField word = Ui.named(new TextField(), "photo-word", TEXT.get("photo.word"));

    PhotoForm(PhotoPreview photo) {
        super(photo.path(), "photo", 2 * EDGE + 16);
        this.photo = photo;
        label.getItems().setAll(photo.classes());
        label.setPromptText(TEXT.get("photo.choose"));
        label.setPrefWidth(220);
        // A word of their own stands before a class of the list.
        label.disableProperty().bind(word.textProperty().map(text -> !text.isBlank()));
        word.setPromptText(TEXT.get("photo.word"));
        HBox.setHgrow(word, Priority.ALWAYS);
        Label what = new Label(TEXT.get("photo.what"));
        what.setLabelFor(label);
        what.setMinWidth(USE_PREF_SIZE);
        HBox question = new HBox(12, what, label);
        if (photo.words()) {
            question.getChildren().add(word);
        }
        question.setAlignment(Pos.CENTER_LEFT);
        label.valueProperty().subscribe(this::clear);
        word.textProperty().subscribe(this::clear);
        HBox pictures = new HBox(
                16,
                captioned(original(), TEXT.get("photo.original", photo.width(), photo.height())),
                captioned(
                        seen(),
                        TEXT.get(
                                "photo.seen", photo.seen().width(), photo.seen().height())));
        pictures.setAlignment(Pos.TOP_LEFT);
        pictures.setMinHeight(USE_PREF_SIZE);
        add(pictures, question, wrapped(Ui.secondary(TEXT.get(photo.words() ? "photo.lead.words" : "photo.lead"))));
    }

    private static VBox captioned(Pane picture, String caption) {
        return new VBox(4, picture, Ui.secondary(caption));
    }

    /** The photo with the rectangle of the crop; what is cut off is dimmed. */
    private Pane original() {
        PhotoPreview.Small small = photo.shown();
        ImageView view =
                PixelImage.of(small.width(), small.height(), small.argb()).view(EDGE);
        view.setSmooth(true);
        double scale = EDGE / Math.max(photo.width(), photo.height());
        PhotoPreview.Crop crop = photo.crop();
        Rectangle part = Ui.styled(
                new Rectangle(
                        scale * crop.x() + 1,
                        scale * crop.y() + 1,
                        scale * crop.width() - 2,
                        scale * crop.height() - 2),
                "tw-crop");
        part.setId("photo-crop");
        Pane pane = new Pane(view);
        double width = scale * photo.width();
        double height = scale * photo.height();
        double right = scale * (crop.x() + crop.width());
        double below = scale * (crop.y() + crop.height());
        for (Rectangle off : new Rectangle[] {
            new Rectangle(0, 0, scale * crop.x(), height),
            new Rectangle(right, 0, Math.max(0, width - right), height),
            new Rectangle(0, 0, width, scale * crop.y()),
            new Rectangle(0, below, width, Math.max(0, height - below))
        }) {
            pane.getChildren().add(Ui.styled(off, "tw-cut"));
        }
        pane.getChildren().add(part);
        pane.setPrefSize(width, height);
        pane.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        pane.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        pane.setAccessibleText(TEXT.get("photo.original", photo.width(), photo.height()));
        return pane;
    }

    /** Whole multiples of its pixels where they fit. */
    private Pane seen() {
        PhotoPreview.Small small = photo.seen();
        int longer = Math.max(small.width(), small.height());
        double edge = longer <= EDGE ? longer * Math.floor(EDGE / longer) : EDGE;
        ImageView view =
                PixelImage.of(small.width(), small.height(), small.argb()).view(edge);
        view.setId("photo-seen");
        Pane pane = new Pane(view);
        pane.setMinSize(edge * small.width() / longer, edge * small.height() / longer);
        return pane;
    }

    private void clear() {
        tell("");
    }

    /** What the user says it is; empty, with a word about it, while they say nothing. */
    Optional<String> label() {
        String own = word.getText().strip();
        Optional<String> told = own.isEmpty() ? Optional.ofNullable(label.getValue()) : Optional.of(own);
        tell(told.isEmpty() ? TEXT.get("photo.nothing") : "");
        return told;
    }
}
