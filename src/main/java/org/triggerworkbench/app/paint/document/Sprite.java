package org.triggerworkbench.app.paint.document;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.trigger.PatchPattern;
import org.triggerworkbench.trigger.PatchPatterns;

/**
 * A picture with alpha. Never changed once it is made, so that documents can share it.
 *
 * @param width in pixels
 * @param height in pixels
 * @param argb height x width pixels 0xAARRGGBB, not premultiplied
 */
public record Sprite(int width, int height, int[] argb) {
    public Sprite {
        if (width < 1 || height < 1 || argb.length != width * height) {
            throw new IllegalArgumentException(argb.length + " pixels for " + width + " x " + height);
        }
    }

    /** Nothing but transparency. */
    public static Sprite empty(int width, int height) {
        return new Sprite(width, height, new int[width * height]);
    }

    /** The part of it that is not fully transparent, or null where there is none. */
    public @Nullable Box bounds() {
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int i = 0; i < argb.length; i++) {
            if (argb[i] >>> 24 != 0) {
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
                top = Math.min(top, i / width);
                bottom = Math.max(bottom, i / width);
            }
        }
        return right < 0 ? null : new Box(left, top, right - left + 1, bottom - top + 1);
    }

    public boolean isEmpty() {
        return Arrays.stream(argb).allMatch(pixel -> pixel >>> 24 == 0);
    }

    /** A part of it; the box lies inside. */
    public Sprite crop(Box box) {
        int[] part = new int[box.w() * box.h()];
        for (int row = 0; row < box.h(); row++) {
            System.arraycopy(argb, (box.y() + row) * width + box.x(), part, row * box.w(), box.w());
        }
        return new Sprite(box.w(), box.h(), part);
    }

    /** As pattern and mask. */
    PatchPattern pattern() {
        return PatchPatterns.of(width, height, argb);
    }

    /** At most of a size, its proportions kept; made smaller by averaging, never larger. */
    public Sprite within(int most) {
        int longest = Math.max(width, height);
        if (longest <= most) {
            return this;
        }
        int w = Math.max(1, Math.round((float) width * most / longest));
        int h = Math.max(1, Math.round((float) height * most / longest));
        int[] small = new int[w * h];
        for (int i = 0; i < small.length; i++) {
            small[i] =
                    average(i % w * width / w, i / w * height / h, (i % w + 1) * width / w, (i / w + 1) * height / h);
        }
        return new Sprite(w, h, small);
    }

    private int average(int left, int top, int right, int bottom) {
        long[] sums = new long[4];
        for (int y = top; y < Math.max(bottom, top + 1); y++) {
            for (int x = left; x < Math.max(right, left + 1); x++) {
                int pixel = argb[y * width + x];
                int alpha = pixel >>> 24;
                sums[0] += alpha;
                sums[1] += (long) alpha * (pixel >> 16 & 0xff);
                sums[2] += (long) alpha * (pixel >> 8 & 0xff);
                sums[3] += (long) alpha * (pixel & 0xff);
            }
        }
        long area = (long) Math.max(1, right - left) * Math.max(1, bottom - top);
        if (sums[0] == 0) {
            return 0;
        }
        return (int) ((sums[0] + area / 2) / area) << 24
                | (int) (sums[1] / sums[0]) << 16
                | (int) (sums[2] / sums[0]) << 8
                | (int) (sums[3] / sums[0]);
    }

    /** Its pixels premultiplied, as pictures on the screen want them. */
    public int[] premultiplied() {
        int[] out = new int[argb.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = over(argb[i], 0, 1, true);
        }
        return out;
    }

    /** A pixel over another, not premultiplied. */
    static int over(int top, int bottom) {
        int alpha = top >>> 24;
        return alpha == 255 || bottom >>> 24 == 0 ? (alpha == 0 ? bottom : top) : over(top, bottom, 1, false);
    }

    /** A pixel, its alpha times a share, over an opaque one. */
    public static int overOpaque(int top, int bottom, float share) {
        return over(top, bottom, share, false);
    }

    private static int over(int top, int bottom, float share, boolean premultiplied) {
        float a = (top >>> 24) / 255f * share;
        float b = (bottom >>> 24) / 255f * (1 - a);
        float sum = a + b;
        if (sum == 0) {
            return 0;
        }
        float by = premultiplied ? 1 : sum;
        int out = Math.round(255 * sum);
        for (int shift = 16; shift >= 0; shift -= 8) {
            float mixed = ((top >> shift & 0xff) * a + (bottom >> shift & 0xff) * b) / by;
            out = out << 8 | Math.clamp(Math.round(mixed), 0, 255);
        }
        return out;
    }
}
