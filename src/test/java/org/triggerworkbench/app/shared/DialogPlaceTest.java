package org.triggerworkbench.app.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;

class DialogPlaceTest {
    private static final Rectangle2D SCREEN = new Rectangle2D(0, 20, 1000, 700);

    @Test
    void over_isTheMiddleOfTheOwner_butOnTheScreen() {
        assertEquals(
                new Rectangle2D(350, 270, 300, 200),
                DialogPlace.over(new Rectangle2D(100, 120, 800, 500), 300, 200, SCREEN));
        assertEquals(
                new Rectangle2D(0, 20, 300, 200),
                DialogPlace.over(new Rectangle2D(-400, -300, 800, 500), 300, 200, SCREEN));
        assertEquals(
                new Rectangle2D(0, 20, 1200, 900),
                DialogPlace.over(new Rectangle2D(0, 0, 1000, 700), 1200, 900, SCREEN),
                "its title bar at least");
    }

    /** As a busy window manager does. */
    @Test
    void dialogMappedInTheCorner_comesOverItsOwner() {
        Stage owner = Fx.call(() -> {
            Stage stage = new Stage();
            stage.setScene(new Scene(new Pane(), 800, 600));
            stage.setX(0);
            stage.setY(0);
            stage.show();
            return stage;
        });
        Dialog<ButtonType> dialog = Fx.call(() -> {
            Dialog<ButtonType> made = new Dialog<>();
            DialogPlace.own(made, owner);
            made.getDialogPane().getButtonTypes().add(ButtonType.OK);
            made.getDialogPane().setPrefSize(300, 200);
            made.setOnShown(_ -> window(made).setY(-18));
            made.show();
            return made;
        });
        try {
            Fx.until("in its place", () -> Fx.call(() -> window(dialog).getY() > 0));
            Fx.run(() -> {
                assertEquals((800 - window(dialog).getWidth()) / 2, window(dialog).getX(), 1);
                assertEquals((600 - window(dialog).getHeight()) / 2, window(dialog).getY(), 1);
            });
        } finally {
            Fx.run(() -> {
                dialog.close();
                owner.close();
            });
        }
    }

    private static Window window(Dialog<?> dialog) {
        return dialog.getDialogPane().getScene().getWindow();
    }
}
