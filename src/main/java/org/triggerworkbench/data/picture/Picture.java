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

    /** The value 0..255 of a channel (0 red, 1 green, 2 blue) at a pixel. */
    public int at(int x, int y, int channel) {
        return rgb[3 * (y * width + x) + channel] & 0xff;
    }
}
