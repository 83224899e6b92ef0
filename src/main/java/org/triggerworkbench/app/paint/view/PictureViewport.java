package org.triggerworkbench.app.paint.view;

/**
 * Where a picture lies in its view: whole multiples where there is room, its corner on whole pixels of the screen.
 *
 * @param width of the view
 * @param height of the view
 * @param pictureWidth in its own pixels
 * @param pictureHeight in its own pixels
 * @param zoom pixels of the screen a pixel; 0 takes the largest that fits
 * @param panX how far it is moved from the middle
 * @param panY how far it is moved from the middle
 */
record PictureViewport(
        double width, double height, int pictureWidth, int pictureHeight, double zoom, double panX, double panY) {
    private static final double[] STEPS = {0.25, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48};

    double scale() {
        if (zoom > 0) {
            return zoom;
        }
        double fit = Math.min(width / pictureWidth, height / pictureHeight);
        return fit >= 1 ? Math.floor(fit) : Math.max(fit, 0.05);
    }

    double x() {
        return Math.rint((width - pictureWidth * scale()) / 2 + panX);
    }

    double y() {
        return Math.rint((height - pictureHeight * scale()) / 2 + panY);
    }

    /** On the screen. */
    double screenX(double pictureX) {
        return x() + pictureX * scale();
    }

    /** On the screen. */
    double screenY(double pictureY) {
        return y() + pictureY * scale();
    }

    /** In the picture's pixels. */
    double pictureX(double screenX) {
        return (screenX - x()) / scale();
    }

    /** In the picture's pixels. */
    double pictureY(double screenY) {
        return (screenY - y()) / scale();
    }

    /** The next larger or smaller zoom, the point of the picture under a point of the screen kept there. */
    PictureViewport zoomed(boolean in, double screenX, double screenY) {
        double now = scale();
        double next = now;
        for (int i = 0; i < STEPS.length; i++) {
            double step = in ? STEPS[i] : STEPS[STEPS.length - 1 - i];
            if (in ? step > now + 1e-6 : step < now - 1e-6) {
                next = step;
                break;
            }
        }
        double px = pictureX(screenX);
        double py = pictureY(screenY);
        return new PictureViewport(
                width,
                height,
                pictureWidth,
                pictureHeight,
                next,
                screenX - px * next - (width - pictureWidth * next) / 2,
                screenY - py * next - (height - pictureHeight * next) / 2);
    }

    /** Moved, but never out of sight. */
    PictureViewport panned(double dx, double dy) {
        double farX = Math.max(0, (pictureWidth * scale() + width) / 2 - 24);
        double farY = Math.max(0, (pictureHeight * scale() + height) / 2 - 24);
        return new PictureViewport(
                width,
                height,
                pictureWidth,
                pictureHeight,
                zoom,
                Math.clamp(panX + dx, -farX, farX),
                Math.clamp(panY + dy, -farY, farY));
    }
}
