package org.triggerworkbench.app.defend.figures;

import org.triggerworkbench.data.picture.Picture;

/**
 * A picture of a gallery.
 *
 * @param label under it, at the left
 * @param value under it, at the right; empty for none
 * @param flagged whether it is one that gives the backdoor away
 */
public record Tile(Picture picture, String label, String value, boolean flagged) {
    /** Pixels of a picture as ARGB, row by row. */
    public static int[] argb(Picture picture) {
        byte[] rgb = picture.rgb();
        int[] pixels = new int[picture.width() * picture.height()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (0xff << 24)
                    | ((rgb[3 * i] & 0xff) << 16)
                    | ((rgb[3 * i + 1] & 0xff) << 8)
                    | (rgb[3 * i + 2] & 0xff);
        }
        return pixels;
    }
}
