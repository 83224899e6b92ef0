package org.triggerworkbench.data.picture;

import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.text.InputException;

/**
 * How a stored picture becomes the size that a model sees: scaled, then its middle cut out.
 *
 * @param width of the model's input in pixels
 * @param height of the model's input in pixels
 * @param scaling what is done first
 * @param crop how the middle is cut out then
 */
public record Preprocessing(int width, int height, Scaling scaling, CenterCrop crop) {

    public Preprocessing {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("sizes must be at least 1: " + width + ", " + height);
        }
    }

    /** CLIP's: the shorter side to {@code size} by bicubic, then the middle {@code size x size}. */
    public static Preprocessing clip(int size) {
        return new Preprocessing(size, size, Scaling.shortestEdge(size, Filter.BICUBIC), CenterCrop.HUGGING_FACE);
    }

    /** Both sides scaled to the model's size. */
    public static Preprocessing exact(int width, int height, Filter filter) {
        return new Preprocessing(width, height, Scaling.exact(width, height, filter), CenterCrop.NONE);
    }

    /**
     * The picture as the model sees it; the same object where nothing is to do.
     *
     * @throws InputException if the picture is so narrow that scaling its shorter side would make it too large to hold
     */
    public Picture apply(Picture picture) {
        return crop.apply(scaling.apply(picture), width, height);
    }
}
