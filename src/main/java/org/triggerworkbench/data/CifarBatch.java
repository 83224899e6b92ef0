package org.triggerworkbench.data;

import org.triggerworkbench.data.picture.Picture;

/** Pictures of 32 x 32 as CIFAR keeps them: a plane of bytes for red, green and blue each, a picture after the other. */
final class CifarBatch implements ImageSet {
    private static final int EDGE = 32;
    private static final int PLANE = EDGE * EDGE;
    /** Bytes a picture. */
    static final int PIXELS = 3 * PLANE;

    private final String name;
    private final byte[] planes;
    private final int[] labels;

    /**
     * @param planes {@value #PIXELS} bytes a label
     */
    CifarBatch(String name, byte[] planes, int[] labels) {
        this.name = name;
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
        int from = index * PIXELS;
        byte[] rgb = new byte[PIXELS];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * pixel + channel] = planes[from + channel * PLANE + pixel];
            }
        }
        return new Picture(EDGE, EDGE, rgb);
    }

    @Override
    public String id(int index) {
        return name + "/" + index;
    }
}
