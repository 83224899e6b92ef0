package org.triggerworkbench.data;

import org.triggerworkbench.data.picture.Picture;

/** Pictures of one size, as Python keeps them: a plane of bytes each for red, green and blue, one picture after the other. */
final class PlanarImages implements ImageSet {
    private static final int CHANNELS = 3;

    private final String name;
    private final int width;
    private final int height;
    private final byte[] planes;
    private final int[] labels;

    /**
     * @param name before the number of a picture in its id
     * @param planes 3 x width x height bytes a label
     */
    PlanarImages(String name, int width, int height, byte[] planes, int[] labels) {
        if (planes.length != (long) CHANNELS * width * height * labels.length) {
            throw new IllegalArgumentException(planes.length + " bytes for " + labels.length + " pictures");
        }
        this.name = name;
        this.width = width;
        this.height = height;
        this.planes = planes;
        this.labels = labels;
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
        int from = index * CHANNELS * plane;
        byte[] rgb = new byte[CHANNELS * plane];
        for (int pixel = 0; pixel < plane; pixel++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                rgb[CHANNELS * pixel + channel] = planes[from + channel * plane + pixel];
            }
        }
        return new Picture(width, height, rgb);
    }

    @Override
    public String id(int index) {
        return name + "/" + index;
    }
}
