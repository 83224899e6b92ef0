package org.triggerworkbench.training.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;

/** Updates against the papers' equations in double loops; the loss is g . p, so the gradient is g. */
class OptimizersTest {
    private static final double RATE = 0.1;
    private static final double[] START = {1, -2, 0.5, 3};
    /** Of three steps; the last value belongs to the parameter without dimensions. */
    private static final double[][] GRADIENTS = {{0.5, -1, 2, 0.25}, {-0.25, 0.5, 1, -4}, {3, 0.125, -0.5, 1}};

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void sgd_addsDecayAndMomentum() {
        double[] p = START.clone();
        double[] v = new double[4];
        for (double[] g : GRADIENTS) {
            for (int i = 0; i < 4; i++) {
                v[i] = 0.9 * v[i] + g[i] + 0.01 * p[i];
                p[i] -= RATE * v[i];
            }
        }
        assertClose(p, trained(owner -> new Sgd(owner, 0.9, 0.01)));
    }

    @Test
    void sgd_plainIsTheGradientTimesTheRate() {
        double[] p = START.clone();
        for (double[] g : GRADIENTS) {
            for (int i = 0; i < 4; i++) {
                p[i] -= RATE * g[i];
            }
        }
        assertClose(p, trained(owner -> new Sgd(owner, 0, 0)));
    }

    @Test
    void adam_followsAlgorithm1WithDecayInTheGradient() {
        assertClose(adam(0.01, 0, 0.999, 1e-8), trained(owner -> Adam.adam(owner, 0.01)));
    }

    @Test
    void adamW_decaysTheParameterItself() {
        assertClose(adam(0, 0.1, 0.98, 1e-6), trained(owner -> Adam.adamW(owner, 0.1, 0.98, 1e-6)));
    }

    @Test
    void restore_continuesBitEqual() {
        for (Function<Compute, Optimizer> maker : List.<Function<Compute, Optimizer>>of(
                owner -> new Sgd(owner, 0.9, 0.01),
                owner -> Adam.adam(owner, 0.01),
                owner -> Adam.adamW(owner, 0.1, 0.98, 1e-6))) {
            assertArrayEquals(trained(maker), trainedWithChange(maker));
        }
    }

    @Test
    void close_freesWhatWasRemembered() {
        int before = compute.liveTensors();
        trained(owner -> Adam.adam(owner, 0));
        assertEquals(before, compute.liveTensors());
    }

    private static double[] adam(double coupled, double decoupled, double beta2, double epsilon) {
        double[] p = START.clone();
        double[] m = new double[4];
        double[] v = new double[4];
        for (int t = 1; t <= 3; t++) {
            for (int i = 0; i < 4; i++) {
                p[i] *= 1 - RATE * decoupled;
                double g = GRADIENTS[t - 1][i] + coupled * p[i];
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = beta2 * v[i] + (1 - beta2) * g * g;
                double mHat = m[i] / (1 - Math.pow(0.9, t));
                double vHat = v[i] / (1 - Math.pow(beta2, t));
                p[i] -= RATE * mHat / (Math.sqrt(vHat) + epsilon);
            }
        }
        return p;
    }

    private static float[] trained(Function<Compute, Optimizer> maker) {
        return onGradientThread(parameters -> {
            try (Optimizer optimizer = maker.apply(compute)) {
                for (double[] gradient : GRADIENTS) {
                    step(optimizer, parameters, gradient);
                }
            }
        });
    }

    /** As {@link #trained}, with the last step by a new optimiser that takes over the state of the first. */
    private static float[] trainedWithChange(Function<Compute, Optimizer> maker) {
        return onGradientThread(parameters -> {
            try (Optimizer first = maker.apply(compute);
                    Optimizer second = maker.apply(compute)) {
                step(first, parameters, GRADIENTS[0]);
                step(first, parameters, GRADIENTS[1]);
                second.restore(first.state());
                step(second, parameters, GRADIENTS[2]);
            }
        });
    }

    private static float[] onGradientThread(Consumer<Map<String, NDArray>> work) {
        return compute.gradientThread()
                .submitShort("test", () -> {
                    try (NDArray vector = compute.tensor(new float[] {1, -2, 0.5f}, 3);
                            NDArray scalar = compute.tensor(new float[] {3})) {
                        vector.setRequiresGradient(true);
                        scalar.setRequiresGradient(true);
                        Map<String, NDArray> parameters = new LinkedHashMap<>();
                        parameters.put("vector", vector);
                        parameters.put("scalar", scalar);
                        work.accept(parameters);
                        assertEquals(0, scalar.getShape().dimension());
                        assertEquals(DataType.FLOAT32, scalar.getDataType());
                        float[] values = Arrays.copyOf(vector.toFloatArray(), 4);
                        values[3] = scalar.toFloatArray()[0];
                        return values;
                    }
                })
                .join();
    }

    private static void step(Optimizer optimizer, Map<String, NDArray> parameters, double[] g) {
        try (TensorScope _ = new TensorScope()) {
            compute.gradientThread().backward(() -> {
                NDArray first = compute.tensor(new float[] {(float) g[0], (float) g[1], (float) g[2]}, 3);
                NDArray second = compute.tensor(new float[] {(float) g[3]});
                return Objects.requireNonNull(parameters.get("vector"))
                        .mul(first)
                        .sum()
                        .add(Objects.requireNonNull(parameters.get("scalar")).mul(second));
            });
            optimizer.update(parameters, RATE);
            parameters.values().forEach(parameter -> JniUtils.zeroGrad((PtNDArray) parameter));
        }
    }

    private static void assertClose(double[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 2e-6 * Math.max(1, Math.abs(expected[i])));
        }
    }
}
