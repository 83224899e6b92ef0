package org.triggerworkbench.data.picture;

/** Small pictures for tests. */
public final class TestPictures {
    private TestPictures() {}

    public interface Paint {
        int value(int x, int y, int channel);
    }

    public static Picture drawn(int width, int height, Paint paint) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) paint.value(i / 3 % width, i / 3 / width, i % 3);
        }
        return new Picture(width, height, rgb);
    }

    /** One row of grey pixels. */
    public static Picture row(int... greys) {
        return drawn(greys.length, 1, (x, y, channel) -> greys[x]);
    }
}
