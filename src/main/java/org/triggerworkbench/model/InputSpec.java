package org.triggerworkbench.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model wants to see.
 *
 * @param width in pixels
 * @param height in pixels
 * @param mean per channel of images in [0, 1] that the model subtracts; zeros where the file itself normalises
 * @param std per channel that the model divides by; ones where the file itself normalises
 * @param resize how a picture of another size is brought to this size
 */
public record InputSpec(int width, int height, float[] mean, float[] std, Resize resize) {

    /** Ways to bring a picture to the input size; all antialiased bicubic or bilinear as Pillow does it. */
    public enum Resize {
        /** Shortest edge to the input size, then the centre: CLIP's way. */
        SHORTEST_EDGE_BICUBIC,
        /** Shortest edge to the input size, then the centre, bilinear: torchvision's way. */
        SHORTEST_EDGE_BILINEAR,
        /** Both edges to the input size, whatever the proportions. */
        STRETCH_BICUBIC
    }

    public InputSpec {
        if (mean.length != 3 || std.length != 3) {
            throw new IllegalArgumentException("mean and std need three channels");
        }
    }

    /** By its values: a model opened again wants the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InputSpec spec
                && width == spec.width
                && height == spec.height
                && Arrays.equals(mean, spec.mean)
                && Arrays.equals(std, spec.std)
                && resize == spec.resize;
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, Arrays.hashCode(mean), Arrays.hashCode(std), resize);
    }
}
