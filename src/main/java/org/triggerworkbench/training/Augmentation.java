package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Seeds;

/** Random change of training images that keeps their class. */
public enum Augmentation {
    NONE,
    /** Zero padding of a sixteenth on each side, then a crop of the old size at a random place (He et al. 2016, 4.2). */
    CROP,
    /** The crop, then a mirror image with probability 1/2; not for signs, which it turns into others. */
    CROP_FLIP;

    private static final int PADDING_PART = 16;

    /**
     * A changed copy of images.
     *
     * @param images N x 3 x H x W
     * @param seed of the run
     * @param step the same step changes the same images in the same way
     */
    public NDArray apply(NDArray images, long seed, long step) {
        if (this == NONE) {
            return images;
        }
        SplittableRandom random = Seeds.generator(seed, "augmentation", step);
        Shape shape = images.getShape();
        long height = shape.get(2);
        long width = shape.get(3);
        int padding = (int) Math.max(1, Math.min(height, width) / PADDING_PART);
        NDArray padded = padded(images, padding);
        NDList cropped = new NDList();
        for (int i = 0; i < shape.get(0); i++) {
            int y = random.nextInt(2 * padding + 1);
            int x = random.nextInt(2 * padding + 1);
            NDArray one = padded.get(new NDIndex("{}, :, {}:{}, {}:{}", i, y, y + height, x, x + width));
            cropped.add(this == CROP_FLIP && random.nextBoolean() ? one.flip(2) : one);
        }
        return NDArrays.stack(cropped);
    }

    private static NDArray padded(NDArray images, int padding) {
        Shape shape = images.getShape();
        NDArray rows = images.getManager().zeros(new Shape(shape.get(0), shape.get(1), padding, shape.get(3)));
        NDArray tall = rows.concat(images, 2).concat(rows, 2);
        NDArray columns =
                images.getManager().zeros(new Shape(shape.get(0), shape.get(1), shape.get(2) + 2L * padding, padding));
        return columns.concat(tall, 3).concat(columns, 3);
    }
}
