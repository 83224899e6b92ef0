package org.triggerworkbench.app.shared;

import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogEvent;
import javafx.stage.Screen;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Where a dialog stands: over the middle of its owner, with its title bar on the screen, wherever it was opened first. */
public final class DialogPlace {
    private DialogPlace() {}

    /**
     * Gives a dialog its owner. A window manager that is busy may map a dialog in the corner of the screen, its title bar
     * outside: once it is shown it is put where it belongs.
     *
     * @param owner null for none: the dialog then stands where the desktop puts it
     */
    public static void own(Dialog<?> dialog, @Nullable Window owner) {
        if (owner == null) {
            return;
        }
        dialog.initOwner(owner);
        dialog.addEventHandler(DialogEvent.DIALOG_SHOWN, _ -> Platform.runLater(() -> {
            Window window = dialog.getDialogPane().getScene().getWindow();
            if (window == null || !window.isShowing()) {
                return;
            }
            Rectangle2D place = over(area(owner), window.getWidth(), window.getHeight(), screen(owner));
            window.setX(place.getMinX());
            window.setY(place.getMinY());
        }));
    }

    /** Over the middle of an area, but within what is visible; of what is too large the top left is. */
    static Rectangle2D over(Rectangle2D owner, double width, double height, Rectangle2D visible) {
        double x = owner.getMinX() + (owner.getWidth() - width) / 2;
        double y = owner.getMinY() + (owner.getHeight() - height) / 2;
        return new Rectangle2D(
                Math.max(visible.getMinX(), Math.min(x, visible.getMaxX() - width)),
                Math.max(visible.getMinY(), Math.min(y, visible.getMaxY() - height)),
                width,
                height);
    }

    private static Rectangle2D area(Window window) {
        return new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight());
    }

    private static Rectangle2D screen(Window owner) {
        return Screen.getScreensForRectangle(area(owner)).stream()
                .findFirst()
                .orElseGet(Screen::getPrimary)
                .getVisualBounds();
    }
}
