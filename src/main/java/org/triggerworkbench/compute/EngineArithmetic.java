package org.triggerworkbench.compute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.concurrent.CompletableFuture;
import org.triggerworkbench.text.AllowedBecause;

/**
 * Holds the engine's convolutions and their gradients against exact ones. Its libraries choose their code by the processor, and
 * that can be wrong: on an AMD EPYC of family 26 in a virtual machine that hides its caches, oneDNN 3.7.1 reads what memory happens
 * to hold where it pads channels to multiples of 16, or of 8 without AVX-512. There outputs of 20 channels' convolutions are wrong,
 * and gradients with respect to the input where the output has another number of channels than such a multiple. What memory holds decides, so
 * that it is filled first.
 */
@AllowedBecause("the engine's arithmetic is what is looked at")
public final class EngineArithmetic {
    private static final int IMAGES = 2;
    private static final int SIDE = 9;
    private static final int KERNEL = 3;
    private static final double NEAR = 1e-3;

    private static final float GARBAGE = 1000;
    private static final int LARGEST = 1 << 18;
    private static final int COPIES = 20;

    private EngineArithmetic() {}

    /**
     * Whether a padded 3 x 3 convolution and its gradient with respect to the input are right, as a short job of the gradient
     * thread.
     *
     * @param channels of input and output
     */
    public static CompletableFuture<Boolean> isConvolutionRight(Compute compute, int channels) {
        int size = IMAGES * channels * SIDE * SIDE;
        float[] input = Seeds.normal(size, 1, Seeds.generator(1, "input", channels));
        float[] weights =
                Seeds.normal(channels * channels * KERNEL * KERNEL, 1, Seeds.generator(1, "weights", channels));
        float[] above = Seeds.normal(size, 1, Seeds.generator(1, "above", channels));
        return compute.gradientThread().submitShort("arithmetic", () -> {
            fillMemory(compute);
            float[] seen;
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
                seen = Conv2d.conv2d(x, kernel, null, new Shape(1, 1), new Shape(1, 1))
                        .singletonOrThrow()
                        .toFloatArray();
            }
            return isNear(exact(weights, above, channels, true), gradient)
                    && isNear(exact(weights, input, channels, false), seen);
        });
    }

    /** Leaves something other than zeros in the memory that the next tensors get. */
    private static void fillMemory(Compute compute) {
        try (TensorScope _ = new TensorScope()) {
            for (int size = COPIES; size < LARGEST; size *= 2) {
                for (int i = 0; i < COPIES; i++) {
                    NDArray _ = compute.manager().full(new Shape(size), GARBAGE);
                }
            }
        }
    }

    /**
     * In double precision.
     *
     * @param from input of the convolution, or what comes from above
     * @param back whether it is the way back, the transposed convolution
     */
    private static double[] exact(float[] weights, float[] from, int channels, boolean back) {
        double[] sums = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            int column = i % SIDE;
            int row = i / SIDE % SIDE;
            int own = i / (SIDE * SIDE) % channels;
            int image = i / (SIDE * SIDE * channels);
            for (int w = 0; w < channels * KERNEL * KERNEL; w++) {
                int dx = w % KERNEL - 1;
                int dy = w / KERNEL % KERNEL - 1;
                int x = back ? column + dx : column - dx;
                int y = back ? row + dy : row - dy;
                if (x >= 0 && y >= 0 && x < SIDE && y < SIDE) {
                    int other = w / (KERNEL * KERNEL);
                    int kernel = w % (KERNEL * KERNEL);
                    int pair = back ? own * channels + other : other * channels + own;
                    sums[((image * channels + other) * SIDE + y) * SIDE + x] +=
                            from[i] * (double) weights[pair * KERNEL * KERNEL + kernel];
                }
            }
        }
        return sums;
    }

    private static boolean isNear(double[] exact, float[] told) {
        for (int i = 0; i < exact.length; i++) {
            // Not the other way round: NaN is near to nothing.
            if (!(Math.abs(exact[i] - told[i]) < NEAR)) {
                return false;
            }
        }
        return true;
    }
}
