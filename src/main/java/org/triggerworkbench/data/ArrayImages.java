package org.triggerworkbench.data;

import org.triggerworkbench.data.picture.Picture;

/**
 * Pictures of one size in one array of bytes.
 *
 * @param name before the number of a picture in its id
 * @param channels 1 or 3
 * @param planar whether the channels are planes one after the other, else the bytes of a pixel are together
 */
record ArrayImages(String name, int width, int height, int channels, boolean planar, byte[] bytes, int[] labels)
        implements ImageSet {
    ArrayImages {
        if (bytes.length != (long) channels * width * height * labels.length) {
            throw new IllegalArgumentException(bytes.length + " bytes for " + labels.length + " pictures");
        }
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public Picture picture(int index) {
        int plane = width * height;
        int from = index * plane * channels;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            int channel = channels == 1 ? 0 : i % 3;
            int pixel = i / 3;
            rgb[i] = bytes[from + (planar ? channel * plane + pixel : pixel * channels + channel)];
        }
        return new Picture(width, height, rgb);
    }

    @Override
    public String id(int index) {
        return name + "/" + index;
    }
}
