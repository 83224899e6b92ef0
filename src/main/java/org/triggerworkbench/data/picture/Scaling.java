package org.triggerworkbench.data.picture;

import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * To which size a picture is scaled before its middle is cut out.
 *
 * @param kind which sides are told
 * @param width in pixels; the shorter side's length for {@link Kind#SHORTEST_EDGE}; 1 for {@link Kind#NONE}
 * @param height in pixels; as {@code width} unless both are told
 * @param filter how new pixels are made
 */
public record Scaling(Kind kind, int width, int height, Filter filter) {
    /** Pictures keep their size. */
    public static final Scaling NONE = new Scaling(Kind.NONE, 1, 1, Filter.NEAREST);

    /** Ways to tell a size. */
    public enum Kind {
        /** Not at all. */
        NONE,
        /** The shorter side; the longer one keeps the aspect, rounded down. */
        SHORTEST_EDGE,
        /** Both sides, without regard to the aspect. */
        EXACT
    }

    public Scaling {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("sizes must be at least 1: " + width + ", " + height);
        }
    }

    /** The shorter side to {@code edge} pixels. */
    public static Scaling shortestEdge(int edge, Filter filter) {
        return new Scaling(Kind.SHORTEST_EDGE, edge, edge, filter);
    }

    /** Both sides, in pixels. */
    public static Scaling exact(int width, int height, Filter filter) {
        return new Scaling(Kind.EXACT, width, height, filter);
    }

    /**
     * The scaled picture; the same object where nothing is to do.
     *
     * @throws InputException if the picture is so narrow that scaling its shorter side would make it too large to hold
     */
    public Picture apply(Picture picture) {
        return switch (kind) {
            case NONE -> picture;
            case EXACT -> Resampling.resize(picture, width, height, filter);
            case SHORTEST_EDGE -> scaleShortestEdge(picture);
        };
    }

    private Picture scaleShortestEdge(Picture picture) {
        int shorter = Math.min(picture.width(), picture.height());
        int longer = Math.max(picture.width(), picture.height());
        long scaled = (long) width * longer / shorter;
        if (scaled * width > PictureFiles.MAX_PIXELS) {
            throw new InputException(
                    Messages.of(Scaling.class).get("picture.narrow", picture.width(), picture.height(), width));
        }
        boolean upright = picture.width() <= picture.height();
        return Resampling.resize(picture, upright ? width : (int) scaled, upright ? (int) scaled : width, filter);
    }
}
