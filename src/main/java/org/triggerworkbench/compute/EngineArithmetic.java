package org.triggerworkbench.compute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.concurrent.CompletableFuture;
import org.triggerworkbench.text.AllowedBecause;

/**
 * Holds the engine's gradients against exact ones. Its libraries choose their code by the processor, and code for a processor
 * can be wrong: on an AMD EPYC of family 26 in a virtual machine that hides its caches, oneDNN 3.7.1 gives wrong gradients, NaN
 * among them, with respect to the input of a 3 x 3 convolution where input and output have fewer than 16 channels.
 */
@AllowedBecause("the engine's gradient is what is looked at")
public final class EngineArithmetic {
    private static final int IMAGES = 2;
    private static final int SIDE = 9;
    private static final int KERNEL = 3;
    private static final double NEAR = 1e-3;

    private EngineArithmetic() {}

    /**
     * Whether the gradient with respect to the input of a padded 3 x 3 convolution is right, as a short job of the gradient thread.
     *
     * @param channels of input and output
     */
    public static CompletableFuture<Boolean> isGradientRight(Compute compute, int channels) {
        int size = IMAGES * channels * SIDE * SIDE;
        float[] input = Seeds.normal(size, 1, Seeds.generator(1, "input", channels));
        float[] weights =
                Seeds.normal(channels * channels * KERNEL * KERNEL, 1, Seeds.generator(1, "weights", channels));
        float[] above = Seeds.normal(size, 1, Seeds.generator(1, "above", channels));
        return compute.gradientThread().submitShort("arithmetic", () -> {
            float[] gradient;
            try (TensorScope _ = new TensorScope()) {
                NDArray x = compute.tensor(input, IMAGES, channels, SIDE, SIDE);
                NDArray kernel = compute.tensor(weights, channels, channels, KERNEL, KERNEL);
                NDArray factor = compute.tensor(above, IMAGES, channels, SIDE, SIDE);
                x.setRequiresGradient(true);
                NDArray _ = compute.gradientThread()
                        .backward(() -> Conv2d.conv2d(x, kernel, null, new Shape(1, 1), new Shape(1, 1))
                                .singletonOrThrow()
                                .mul(factor)
                                .sum());
                gradient = x.getGradient().toFloatArray();
            }
            return isNear(exact(weights, above, channels), gradient);
        });
    }

    /** The transposed convolution of what comes from above, in double precision. */
    private static double[] exact(float[] weights, float[] above, int channels) {
        double[] gradient = new double[above.length];
        for (int i = 0; i < above.length; i++) {
            int column = i % SIDE;
            int row = i / SIDE % SIDE;
            int out = i / (SIDE * SIDE) % channels;
            int image = i / (SIDE * SIDE * channels);
            for (int w = 0; w < channels * KERNEL * KERNEL; w++) {
                int x = column + w % KERNEL - 1;
                int y = row + w / KERNEL % KERNEL - 1;
                if (x >= 0 && y >= 0 && x < SIDE && y < SIDE) {
                    int in = w / (KERNEL * KERNEL);
                    gradient[((image * channels + in) * SIDE + y) * SIDE + x] +=
                            above[i] * (double) weights[out * channels * KERNEL * KERNEL + w];
                }
            }
        }
        return gradient;
    }

    private static boolean isNear(double[] exact, float[] gradient) {
        for (int i = 0; i < exact.length; i++) {
            // Not the other way round: NaN is near to nothing.
            if (!(Math.abs(exact[i] - gradient[i]) < NEAR)) {
                return false;
            }
        }
        return true;
    }
}
