package org.triggerworkbench.app.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;

/** Where a window opens: on a screen that is there, all of it, its title bar too. */
public final class WindowPlace {
    private WindowPlace() {}

    /**
     * The place where a window stood last, moved and cut so that all of it lies on the screen that most of it was on.
     *
     * @param last where it stood
     * @param screens visible bounds of the screens
     * @return empty where no screen shows any of it
     */
    public static Optional<Rectangle2D> inside(Rectangle2D last, List<Rectangle2D> screens) {
        return screens.stream()
                .filter(screen -> screen.intersects(last))
                .max(Comparator.comparingDouble(screen -> shared(last, screen)))
                .map(screen -> {
                    double width = Math.min(last.getWidth(), screen.getWidth());
                    double height = Math.min(last.getHeight(), screen.getHeight());
                    return new Rectangle2D(
                            Math.clamp(last.getMinX(), screen.getMinX(), screen.getMaxX() - width),
                            Math.clamp(last.getMinY(), screen.getMinY(), screen.getMaxY() - height),
                            width,
                            height);
                });
    }

    /** In the middle of a screen. */
    public static Rectangle2D centred(double width, double height, Rectangle2D screen) {
        return new Rectangle2D(
                screen.getMinX() + (screen.getWidth() - width) / 2,
                screen.getMinY() + (screen.getHeight() - height) / 2,
                width,
                height);
    }

    private static double shared(Rectangle2D one, Rectangle2D other) {
        double width = Math.min(one.getMaxX(), other.getMaxX()) - Math.max(one.getMinX(), other.getMinX());
        double height = Math.min(one.getMaxY(), other.getMaxY()) - Math.max(one.getMinY(), other.getMinY());
        return width * height;
    }
}
