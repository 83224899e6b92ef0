package org.triggerworkbench.evaluation;

/** Labelled images at a model's input size, in plain memory. */
public interface InputImages {
    /** Number of images. */
    int size();

    /** In pixels. */
    int height();

    /** In pixels. */
    int width();

    /** True class of an image. */
    int label(int index);

    /** Chosen images as N x 3 x H x W unsigned bytes. */
    byte[] batch(int[] indices);
}
