package org.triggerworkbench.evaluation;

import org.triggerworkbench.data.PreparedImages;

/** Labelled images at a model's input size, in plain memory. */
public interface InputImages {
    /** The images of a prepared set. */
    static InputImages of(PreparedImages images) {
        return new PreparedInput(images);
    }

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
