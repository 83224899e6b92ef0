package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.training.Augmentation;

/**
 * A changed copy of each image, for telling it from others: moved by up to a sixteenth, other brightness, contrast and
 * saturation, a square of a quarter of its width hidden. CleanCLIP's code draws from AutoAugment instead; nothing here mirrors or
 * turns, which would make one sign another.
 */
final class ImageView {
    private static final ColourJitter COLOURS = new ColourJitter(0.4, 0.4, 0.4, 0.02);

    private ImageView() {}

    /** The changed images, N x 3 x H x W in [0, 1]. */
    static NDArray apply(Compute compute, NDArray images, SplittableRandom random) {
        NDArray moved = Augmentation.CROP.apply(images, random.nextLong(), 0);
        NDArray coloured = COLOURS.apply(compute, moved, random);
        int n = Math.toIntExact(images.getShape().get(0));
        int height = Math.toIntExact(images.getShape().get(2));
        int width = Math.toIntExact(images.getShape().get(3));
        int hidden = Math.max(1, width / 4);
        float[] shown = new float[n * height * width];
        Arrays.fill(shown, 1);
        for (int i = 0; i < n; i++) {
            int top = random.nextInt(Math.max(1, height - hidden + 1));
            int left = random.nextInt(Math.max(1, width - hidden + 1));
            for (int y = top; y < Math.min(height, top + hidden); y++) {
                int row = (i * height + y) * width + left;
                Arrays.fill(shown, row, row + hidden, 0);
            }
        }
        return coloured.mul(compute.tensor(shown, n, 1, height, width));
    }
}
