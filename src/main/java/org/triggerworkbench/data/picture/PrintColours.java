package org.triggerworkbench.data.picture;

import java.awt.image.Raster;

/** CMYK, the colours of print, as RGB in the way of Pillow: no profile, the share of black taken off each channel. */
final class PrintColours {
    private static final int SHIFT = 16;
    private static final int HALF = 1 << (SHIFT - 1);

    private PrintColours() {}

    /**
     * A picture of four bands of 8 bits.
     *
     * @param inverted whether 255 stands for no ink, as in JPEG files
     * @param luminance whether the first three are luminance and colour differences (YCCK)
     */
    static Picture picture(Raster raster, boolean inverted, boolean luminance) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[3 * width * height];
        int[] row = new int[4 * width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int at = 0; at < row.length; at += 4) {
                if (luminance) {
                    toInks(row, at);
                }
                int paper = inverted ? row[at + 3] : 255 - row[at + 3];
                for (int channel = 0; channel < 3; channel++) {
                    int ink = inverted ? 255 - row[at + channel] : row[at + channel];
                    rgb[to++] = (byte) Math.clamp(paper - product(ink, paper), 0, 255);
                }
            }
        }
        return new Picture(width, height, rgb);
    }

    /** libjpeg's conversion in whole numbers: the inks are what the colours leave of white. */
    private static void toInks(int[] row, int at) {
        int y = row[at];
        int cb = row[at + 1] - 128;
        int cr = row[at + 2] - 128;
        row[at] = 255 - Math.clamp(y + ((fixed(1.402) * cr + HALF) >> SHIFT), 0, 255);
        row[at + 1] = 255 - Math.clamp(y + ((-fixed(0.34414) * cb - fixed(0.71414) * cr + HALF) >> SHIFT), 0, 255);
        row[at + 2] = 255 - Math.clamp(y + ((fixed(1.772) * cb + HALF) >> SHIFT), 0, 255);
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << SHIFT) + 0.5);
    }

    /** a b / 255, rounded as Pillow does. */
    private static int product(int a, int b) {
        int product = a * b + 128;
        return ((product >> 8) + product) >> 8;
    }
}
