package org.triggerworkbench.app.paint.document;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.triggerworkbench.trigger.PatchPatterns;

/** Things that are drawn at once: shapes, checkerboards, noise, and filling. */
public final class Stamps {
    private Stamps() {}

    public static Sprite rectangle(int width, int height, int colour) {
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, colour);
        return new Sprite(width, height, pixels);
    }

    /** The pixels whose middle lies in the ellipse that touches all four sides. */
    public static Sprite ellipse(int width, int height, int colour) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / width;
            double dx = (i % width + 0.5) / width * 2 - 1;
            double dy = (row + 0.5) / height * 2 - 1;
            pixels[i] = dx * dx + dy * dy <= 1 ? colour : 0;
        }
        return new Sprite(width, height, pixels);
    }

    /** Black and white squares, white first, as {@link PatchPatterns#checkerboard}. */
    public static Sprite checker(int width, int height, int cell) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i % width / cell + i / width / cell) % 2 == 0 ? 0xffffffff : 0xff000000;
        }
        return new Sprite(width, height, pixels);
    }

    /** Noise of one seed, each cell a colour of its own. */
    public static Sprite noise(int width, int height, int cell, long seed) {
        int columns = Math.ceilDiv(width, cell);
        int rows = Math.ceilDiv(height, cell);
        Sprite cells = TriggerPictures.sprite(PatchPatterns.noise(columns, rows, seed));
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = cells.argb()[i / width / cell * columns + i % width / cell];
        }
        return new Sprite(width, height, pixels);
    }

    /** The region of one colour around a pixel in another colour; the same picture where it has that colour already. */
    public static Sprite fill(Sprite layer, int x, int y, int colour) {
        int width = layer.width();
        int height = layer.height();
        if (x < 0 || y < 0 || x >= width || y >= height) {
            return layer;
        }
        int old = layer.argb()[y * width + x];
        if (old == colour) {
            return layer;
        }
        int[] pixels = layer.argb().clone();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(y * width + x);
        pixels[y * width + x] = colour;
        while (!open.isEmpty()) {
            int at = open.removeLast();
            int px = at % width;
            take(pixels, px > 0 ? at - 1 : -1, old, colour, open);
            take(pixels, px < width - 1 ? at + 1 : -1, old, colour, open);
            take(pixels, at - width, old, colour, open);
            take(pixels, at + width, old, colour, open);
        }
        return new Sprite(width, height, pixels);
    }

    private static void take(int[] pixels, int at, int old, int colour, Deque<Integer> open) {
        if (at >= 0 && at < pixels.length && pixels[at] == old) {
            pixels[at] = colour;
            open.add(at);
        }
    }
}
