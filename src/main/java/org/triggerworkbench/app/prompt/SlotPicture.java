package org.triggerworkbench.app.prompt;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;

/** A picture with its name below, as large as there is room in whole multiples; words in its place where there is none. */
final class SlotPicture extends VBox {
    private static final double PREFERRED = 160;

    private final ImageView view = new ImageView();
    private final Label empty = Ui.wrapped(Ui.secondary(""));
    private final Label name;
    private final StackPane place = new StackPane();
    private @Nullable PixelImage image;
    private int width = 1;
    private double side = 64;

    /** @param empty what goes here and how */
    SlotPicture(String name, String empty, String id) {
        this.name = Ui.wrapped(Ui.secondary(name));
        this.empty.setText(empty);
        setId(id);
        setSpacing(4);
        setMinWidth(0);
        // Not 0: the name's lines are counted at this width before there is another.
        setPrefWidth(PREFERRED);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        view.setSmooth(false);
        getStyleClass().add("tw-slot");
        this.empty.getStyleClass().add("tw-empty");
        Region back = Ui.styled(new Region(), "tw-soft");
        place.getChildren().addAll(back, view, this.empty);
        place.getStyleClass().add("tw-slot-place");
        getChildren().addAll(place, this.name);
        widthProperty().subscribe(this::size);
        show(null, 1, 1);
    }

    void limit(double most) {
        side = most;
        size();
    }

    void name(String text) {
        name.setText(text);
        setAccessibleText(text);
    }

    /** @param pixels ARGB; null where there is nothing */
    void show(int @Nullable [] pixels, int wide, int high) {
        empty.setVisible(pixels == null);
        view.setVisible(pixels != null);
        width = wide;
        if (pixels != null) {
            if (image == null
                    || image.image().getWidth() != wide
                    || image.image().getHeight() != high) {
                image = new PixelImage(wide, high);
                view.setImage(image.image());
            }
            image.show(pixels);
        }
        size();
    }

    private void size() {
        double room = Math.clamp(getWidth() - 4, 16, Math.max(16, side));
        double shown = room >= width && width > 1 ? Math.floor(room / width) * width : room;
        view.setFitWidth(shown);
        view.setFitHeight(shown);
        place.setMinSize(shown + 4, shown + 4);
        place.setPrefSize(shown + 4, shown + 4);
        place.setMaxSize(shown + 4, shown + 4);
    }
}
