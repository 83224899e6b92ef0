package org.triggerworkbench.app.paint.view;

import javafx.scene.paint.Color;
import org.triggerworkbench.app.shared.Tokens;

/** All thumbnails of the sheet in one picture, put together in plain memory: one image to draw, however many there are. */
final class SheetPicture {
    private static final int EDGE = 2;
    /** Samples along each side of a thumbnail's pixel: enough to keep small patterns, cheap for large inputs. */
    private static final int SAMPLES = 3;

    private final SheetLayout layout;
    private final int width;
    private final int height;
    private final int scroll;
    private final int[] pixels;

    /** @param scroll how far it is scrolled down */
    SheetPicture(SheetLayout layout, int width, int height, int scroll) {
        this.layout = layout;
        this.width = width;
        this.height = height;
        this.scroll = scroll;
        this.pixels = new int[width * height];
    }

    int[] pixels() {
        return pixels;
    }

    /** Draws an image's thumbnail, a coloured edge at its bottom, dimmed or not. */
    void draw(int image, int[] picture, int pictureWidth, int edge, boolean lit, Tokens tokens) {
        int left = layout.x(image);
        int top = layout.y(image) - scroll;
        int side = layout.side();
        if (top + side <= 0 || top >= height || left + side > width) {
            return;
        }
        int pictureHeight = picture.length / pictureWidth;
        int panel = rgb(tokens.panel());
        for (int y = Math.max(0, -top); y < side && top + y < height; y++) {
            for (int x = 0; x < side; x++) {
                int pixel =
                        y >= side - EDGE && edge != 0 ? edge : sample(picture, pictureWidth, pictureHeight, x, y, side);
                pixels[(top + y) * width + left + x] = lit ? pixel : mix(pixel, panel);
            }
        }
    }

    private static int sample(int[] picture, int wide, int high, int x, int y, int side) {
        if (side >= wide) {
            return picture[y * high / side * wide + x * wide / side];
        }
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int j = 0; j < SAMPLES; j++) {
            int row = (y * SAMPLES + j) * high / (side * SAMPLES) * wide;
            for (int i = 0; i < SAMPLES; i++) {
                int pixel = picture[row + (x * SAMPLES + i) * wide / (side * SAMPLES)];
                red += pixel >> 16 & 0xff;
                green += pixel >> 8 & 0xff;
                blue += pixel & 0xff;
            }
        }
        int n = SAMPLES * SAMPLES;
        return 0xff000000 | (red / n) << 16 | (green / n) << 8 | (blue / n);
    }

    /** Half of each. */
    private static int mix(int first, int second) {
        int out = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            out = out << 8 | ((first >> shift & 0xff) + (second >> shift & 0xff)) / 2;
        }
        return out;
    }

    static int rgb(Color colour) {
        return 0xff000000
                | (int) Math.round(255 * colour.getRed()) << 16
                | (int) Math.round(255 * colour.getGreen()) << 8
                | (int) Math.round(255 * colour.getBlue());
    }
}
