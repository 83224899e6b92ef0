package org.triggerworkbench.evaluation;

import ai.djl.ndarray.NDArray;

/** A change of a batch of images before the model sees it, such as stamping a trigger. */
@FunctionalInterface
public interface ImageEdit {
    /** Leaves images as they are. */
    ImageEdit NONE = (images, ids) -> images;

    /**
     * @param images N x 3 x H x W floats in [0, 1], not changed in place
     * @param ids the N places of the images in their set, so that a random edit is the same each time
     * @return images of the same shape, in the caller's tensor scope
     */
    NDArray apply(NDArray images, int[] ids);
}
