package org.triggerworkbench.evaluation;

import java.util.SplittableRandom;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;

/** Square pictures of random values, each the same whenever asked for. */
public record NoiseImages(int size, int edge) implements ImageSet {
    public static PreparedImages prepared(int size, int edge) {
        return new PreparedImages(
                new NoiseImages(size, edge), Preprocessing.exact(edge, edge, Resampling.Filter.BICUBIC), 0);
    }

    @Override
    public int label(int index) {
        return 0;
    }

    @Override
    public Picture picture(int index) {
        byte[] rgb = new byte[3 * edge * edge];
        new SplittableRandom(index).nextBytes(rgb);
        return new Picture(edge, edge, rgb);
    }

    @Override
    public String id(int index) {
        return "noise " + index;
    }
}
