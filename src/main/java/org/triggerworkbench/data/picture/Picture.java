package org.triggerworkbench.data.picture;

/**
 * An 8-bit RGB picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb {@code height x width x 3} bytes, row by row, red, green, blue of each pixel together (unsigned)
 */
public record Picture(int width, int height, byte[] rgb) {
    public Picture {
        if (rgb.length != 3 * width * height) {
            throw new IllegalArgumentException(rgb.length + " bytes for " + width + " x " + height + " pixels");
        }
    }

    /**
     * The picture of values in [0, 1]; those beyond are clipped.
     *
     * @param planes 3 x height x width
     */
    public static Picture of(int width, int height, float[] planes) {
        int pixels = width * height;
        byte[] rgb = new byte[3 * pixels];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(255 * Math.clamp(planes[i % 3 * pixels + i / 3], 0f, 1f));
        }
        return new Picture(width, height, rgb);
    }

    /** The value 0..255 of a channel (0 red, 1 green, 2 blue) at a pixel. */
    public int at(int x, int y, int channel) {
        return rgb[3 * (y * width + x) + channel] & 0xff;
    }
}
