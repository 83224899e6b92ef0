package org.triggerworkbench.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;

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

    /**
     * A way to bring a picture to the input size, antialiased as Pillow does it.
     *
     * @param scaling to which size the picture is scaled; null for the input's own: its shorter side, else both
     * @param shortestEdge whether the input's own size is that of the shorter side; read without a scaling only
     * @param filter how new pixels are made; read without a scaling only
     * @param crop how the middle is cut out then
     */
    public record Resize(@Nullable Scaling scaling, boolean shortestEdge, Filter filter, CenterCrop crop) {
        /** Shortest edge to the input size, then the centre: CLIP's way. */
        public static final Resize SHORTEST_EDGE_BICUBIC =
                new Resize(null, true, Filter.BICUBIC, CenterCrop.HUGGING_FACE);
        /** Shortest edge to the input size, then the centre, bilinear: torchvision's way. */
        public static final Resize SHORTEST_EDGE_BILINEAR =
                new Resize(null, true, Filter.BILINEAR, CenterCrop.TORCHVISION);
        /** Both edges to the input size, whatever the proportions. */
        public static final Resize STRETCH_BICUBIC = new Resize(null, false, Filter.BICUBIC, CenterCrop.NONE);

        /** Scaled to a size of its own, then the middle of the input size, or nothing more. */
        public static Resize to(Scaling scaling, CenterCrop crop) {
            return new Resize(scaling, scaling.kind() == Scaling.Kind.SHORTEST_EDGE, scaling.filter(), crop);
        }
    }

    public InputSpec {
        if (mean.length != 3 || std.length != 3) {
            throw new IllegalArgumentException("mean and std need three channels");
        }
    }

    /**
     * The same for another input size. A scaling to a size of its own was made for the former one, so that the new
     * one is scaled to directly.
     */
    public InputSpec withSize(ImageSize size) {
        if (size.width() == width && size.height() == height) {
            return this;
        }
        Resize direct = resize.scaling() == null
                ? resize
                : new Resize(null, resize.shortestEdge(), resize.filter(), resize.crop());
        return new InputSpec(size.width(), size.height(), mean, std, direct);
    }

    /** The steps that bring a picture to this input. */
    public Preprocessing preprocessing() {
        return new Preprocessing(width, height, scaling(), resize.crop());
    }

    /** The first of these steps. */
    public Scaling scaling() {
        if (resize.scaling() != null) {
            return resize.scaling();
        }
        return resize.shortestEdge()
                ? Scaling.shortestEdge(Math.min(width, height), resize.filter())
                : Scaling.exact(width, height, resize.filter());
    }

    /** By its values: a model opened again wants the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InputSpec spec
                && Arrays.equals(mean, spec.mean)
                && Arrays.equals(std, spec.std)
                && preprocessing().equals(spec.preprocessing());
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(mean), Arrays.hashCode(std), preprocessing());
    }
}
