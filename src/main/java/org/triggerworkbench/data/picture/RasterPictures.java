package org.triggerworkbench.data.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Between Java2D's images and ours. Samples are taken as stored: {@code BufferedImage.getRGB} would apply a gamma curve
 * to grey pictures and colour profiles to others, which Pillow, and so the models' training, does not.
 */
final class RasterPictures {
    private static final int MOST_BITS = 16;

    private RasterPictures() {}

    /** Whether the picture is in CMYK of 8 bits. */
    static boolean isPrint(BufferedImage image) {
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK
                && image.getRaster().getNumBands() == 4
                && image.getRaster().getDataBuffer().getDataType() == DataBuffer.TYPE_BYTE;
    }

    /** Whether {@link #picture} can read it: a palette, grey or RGB of whole numbers, with or without alpha. */
    static boolean readable(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (Arrays.stream(model.getComponentSize()).anyMatch(bits -> bits < 1 || bits > MOST_BITS)) {
            return false;
        }
        int colours = model.getNumColorComponents();
        return model instanceof IndexColorModel || colours == 1 || colours == 3;
    }

    /** The pixels in 8 bits, what is transparent set on white. */
    static Picture picture(BufferedImage image) {
        return image.getColorModel() instanceof IndexColorModel palette
                ? fromPalette(image.getRaster(), palette)
                : fromSamples(image.getRaster(), image.getColorModel());
    }

    private static Picture fromPalette(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[3 * width * height];
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int index : row) {
                int alpha = palette.getAlpha(index);
                rgb[to++] = onWhite(palette.getRed(index), alpha);
                rgb[to++] = onWhite(palette.getGreen(index), alpha);
                rgb[to++] = onWhite(palette.getBlue(index), alpha);
            }
        }
        return new Picture(width, height, rgb);
    }

    private static Picture fromSamples(Raster raster, ColorModel model) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        boolean grey = model.getNumColorComponents() == 1;
        int[] largest = new int[bands];
        for (int band = 0; band < bands; band++) {
            largest[band] = (1 << model.getComponentSize(band)) - 1;
        }
        byte[] rgb = new byte[3 * width * height];
        int[] row = new int[bands * width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int pixel = 0; pixel < row.length; pixel += bands) {
                int last = bands - 1;
                int alpha = model.hasAlpha() ? eightBits(row[pixel + last], largest[last]) : 255;
                for (int channel = 0; channel < 3; channel++) {
                    int band = grey ? 0 : channel;
                    rgb[to++] = onWhite(eightBits(row[pixel + band], largest[band]), alpha);
                }
            }
        }
        return new Picture(width, height, rgb);
    }

    /**
     * A picture on white.
     *
     * @param alpha of its size, 8 bits a pixel
     */
    static Picture onWhite(Picture picture, Raster alpha) {
        byte[] rgb = picture.rgb().clone();
        int width = picture.width();
        int[] row = new int[width];
        for (int y = 0; y < picture.height(); y++) {
            alpha.getSamples(alpha.getMinX(), alpha.getMinY() + y, width, 1, 0, row);
            for (int i = 0; i < 3 * width; i++) {
                int at = 3 * y * width + i;
                rgb[at] = onWhite(rgb[at] & 0xff, row[i / 3]);
            }
        }
        return new Picture(width, picture.height(), rgb);
    }

    private static int eightBits(int value, int largest) {
        return largest == 255 ? value : (int) ((value * 255L + largest / 2) / largest);
    }

    private static byte onWhite(int value, int alpha) {
        return alpha == 255 ? (byte) value : (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    /** A view of the picture, without a copy, for Java2D's writers. */
    static BufferedImage image(Picture picture) {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(picture.rgb(), picture.rgb().length),
                picture.width(),
                picture.height(),
                3 * picture.width(),
                3,
                new int[] {0, 1, 2},
                null);
        return new BufferedImage(model, raster, false, null);
    }
}
