package org.triggerworkbench.app.compare;

/** How large a picture is drawn where there is room. */
final class PictureSize {
    /** A whole multiple may leave so much of the room unused; else pixels of slightly unequal sizes are the lesser evil. */
    private static final double UNUSED = 0.15;

    private PictureSize() {}

    /**
     * A whole multiple of the picture's pixels if one nearly fills the room, else all of the room.
     *
     * @param room edge, in pixels of the screen
     * @param pixels edge of the picture
     */
    static double of(double room, int pixels) {
        double multiple = Math.floor(room / pixels) * pixels;
        return multiple >= (1 - UNUSED) * room ? multiple : Math.floor(room);
    }
}
