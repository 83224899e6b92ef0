package org.triggerworkbench.data.picture;

import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * How a stored picture becomes the size that a model sees. A picture of that size already passes as it is.
 *
 * @param width of the model's input in pixels
 * @param height of the model's input in pixels
 * @param mode what is done to a picture of another size
 * @param shortestEdge length in pixels of the shorter side before the crop; read by
 *     {@link ResizeMode#SHORTEST_EDGE_THEN_CROP} only
 * @param filter how new pixels are made
 */
public record Preprocessing(int width, int height, ResizeMode mode, int shortestEdge, Resampling.Filter filter) {

    /** What is done to a picture that has not the model's size. */
    public enum ResizeMode {
        /** Hugging Face's CLIPImageProcessor: scale the shorter side, keep the aspect, crop the middle. */
        SHORTEST_EDGE_THEN_CROP,
        /** Scale both sides, without regard to the aspect. */
        EXACT,
        /** Nothing: the picture keeps its own size. */
        NONE
    }

    public Preprocessing {
        if (width < 1 || height < 1 || shortestEdge < 1) {
            throw new IllegalArgumentException(
                    "sizes must be at least 1: " + width + ", " + height + ", " + shortestEdge);
        }
    }

    /** CLIP's: the shorter side to {@code size} by bicubic, then the middle {@code size x size}. */
    public static Preprocessing clip(int size) {
        return new Preprocessing(size, size, ResizeMode.SHORTEST_EDGE_THEN_CROP, size, Resampling.Filter.BICUBIC);
    }

    /** Both sides scaled to the model's size. */
    public static Preprocessing exact(int width, int height, Resampling.Filter filter) {
        return new Preprocessing(width, height, ResizeMode.EXACT, Math.min(width, height), filter);
    }

    /**
     * The picture as the model sees it; the same object where nothing is to do.
     *
     * @throws InputException if the picture is so narrow that scaling its shorter side would make it too large to hold
     */
    public Picture apply(Picture picture) {
        if (picture.width() == width && picture.height() == height) {
            return picture;
        }
        return switch (mode) {
            case SHORTEST_EDGE_THEN_CROP -> CenterCrop.crop(scaleShortestEdge(picture), width, height);
            case EXACT -> Resampling.resize(picture, width, height, filter);
            case NONE -> picture;
        };
    }

    private Picture scaleShortestEdge(Picture picture) {
        int shorter = Math.min(picture.width(), picture.height());
        int longer = Math.max(picture.width(), picture.height());
        long scaled = (long) shortestEdge * longer / shorter;
        if (scaled * shortestEdge > PictureFiles.MAX_PIXELS) {
            throw new InputException(Messages.of(Preprocessing.class)
                    .get("picture.narrow", picture.width(), picture.height(), shortestEdge));
        }
        boolean upright = picture.width() <= picture.height();
        return Resampling.resize(
                picture, upright ? shortestEdge : (int) scaled, upright ? (int) scaled : shortestEdge, filter);
    }
}
