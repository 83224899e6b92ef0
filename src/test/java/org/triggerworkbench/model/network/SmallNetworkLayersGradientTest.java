package org.triggerworkbench.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.ModelFixture;
import org.triggerworkbench.model.Parameters;

/** Gradients of depthwise convolutions, ReLU6, pooling to 7 x 7 and pre-activation blocks, against differences. */
class SmallNetworkLayersGradientTest {
    private static final long[] SHAPE = {2, 4, 9, 9};
    private static final float STEP = 1f / 256;

    static Stream<Layer> layers() {
        Layer end = new Dense("head", 4 * 49, 3);
        return Stream.of(
                Sequential.of(StatelessLayer.SEVEN_BY_SEVEN, StatelessLayer.FLATTEN, end),
                Sequential.of(
                        Convolution.depthwise("deep", 4, 1),
                        StatelessLayer.RELU_6,
                        StatelessLayer.SEVEN_BY_SEVEN,
                        StatelessLayer.FLATTEN,
                        end),
                Sequential.of(
                        PreActivationBlock.basic("block", 4, 4, 2, ".side"),
                        StatelessLayer.SEVEN_BY_SEVEN,
                        StatelessLayer.FLATTEN,
                        end));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradient_agreesWithFiniteDifferences(Layer layer) throws Exception {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                Parameters weights = weights(compute, layer)) {
            weights.freeze();
            int size = (int) HostTensor.elements(SHAPE);
            float[] start = Seeds.normal(size, 4, Seeds.generator(9, "images", 0));
            float[] gradient = compute.gradientThread()
                    .submitShort("gradient", () -> {
                        try (TensorScope _ = new TensorScope()) {
                            NDArray x = compute.tensor(start, SHAPE);
                            x.setRequiresGradient(true);
                            ForwardPass pass = new ForwardPass(weights, false, Set.of());
                            NDArray _ = compute.gradientThread()
                                    .backward(() -> layer.forward(x, pass).sum());
                            return x.getGradient().toFloatArray();
                        }
                    })
                    .get();
            double largest = ModelFixture.largest(gradient);
            assertTrue(largest > 1e-3);
            int agreeing = 0;
            int tried = 0;
            for (int i = 0; i < size; i += 13) {
                double slope =
                        (at(compute, layer, weights, start, i, STEP) - at(compute, layer, weights, start, i, -STEP))
                                / (2 * STEP);
                tried++;
                agreeing += Math.abs(slope - gradient[i]) < 0.02 * largest ? 1 : 0;
            }
            // A step over the corner of a ReLU tells another slope.
            assertTrue(agreeing >= 0.9 * tried, agreeing + " of " + tried);
            assertEquals(size, gradient.length);
        }
    }

    private static double at(Compute compute, Layer layer, Parameters weights, float[] start, int i, float step) {
        float[] moved = start.clone();
        moved[i] += step;
        try (TensorScope _ = new TensorScope()) {
            float[] logits = layer.forward(compute.tensor(moved, SHAPE), new ForwardPass(weights, false, Set.of()))
                    .toFloatArray();
            double sum = 0;
            for (float logit : logits) {
                sum += logit;
            }
            return sum;
        }
    }

    private static Parameters weights(Compute compute, Layer layer) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            layer.weights().forEach(spec -> {
                HostTensor drawn = Objects.requireNonNull(spec.draw(3));
                weights.put(spec.name(), scope.keep(compute.tensor(drawn.floats(), drawn.shape())));
            });
        }
        return new Parameters(weights);
    }
}
