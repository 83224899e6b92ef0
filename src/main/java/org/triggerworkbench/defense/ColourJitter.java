package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Scalars;

/**
 * Other colours for each image: brightness, contrast and saturation by factors around 1, the hue turned about the grey axis.
 *
 * @param brightness half width of its factor's range around 1
 * @param contrast the same
 * @param saturation the same
 * @param hue half width of the turn, as a share of the full circle
 */
record ColourJitter(double brightness, double contrast, double saturation, double hue) {
    /** The changed images, N x 3 x H x W, within [0, 1]. */
    NDArray apply(Compute compute, NDArray images, SplittableRandom random) {
        int n = Math.toIntExact(images.getShape().get(0));
        float[] matrices = new float[9 * n];
        float[] contrasts = new float[n];
        for (int i = 0; i < n; i++) {
            double factor = 1 + brightness * side(random);
            contrasts[i] = (float) (1 + contrast * side(random));
            double kept = 1 + saturation * side(random);
            double angle = 2 * Math.PI * hue * side(random);
            // A turn about (1, 1, 1), its part across the axis stretched by the saturation.
            double same = kept * Math.cos(angle);
            double turned = kept * Math.sin(angle) / Math.sqrt(3);
            double grey = (1 - same) / 3;
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    double sign = row == column ? 0 : (column == (row + 1) % 3 ? -1 : 1);
                    matrices[9 * i + 3 * row + column] =
                            (float) (factor * ((row == column ? same : 0) + grey + sign * turned));
                }
            }
        }
        NDArray flat = images.reshape(n, 3, -1);
        NDArray coloured = compute.tensor(matrices, n, 3, 3).matMul(flat);
        NDArray mean = coloured.reshape(n, -1).mean(new int[] {1}, true).reshape(n, 1, 1);
        NDArray contrasted =
                coloured.sub(mean).mul(compute.tensor(contrasts, n, 1, 1)).add(mean);
        return Scalars.clip(contrasted, 0, 1).reshape(images.getShape());
    }

    private static double side(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }
}
