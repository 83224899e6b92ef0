package org.triggerworkbench.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;

class ModelGradientTest {
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void inputGradient_agreesBetweenStateDictAndTorchScript() throws Exception {
        float[] fromDict = inputGradient("safetensors");
        float[] fromScript = inputGradient("pt");
        double relative = ModelFixture.largestDifference(fromDict, fromScript) / ModelFixture.largest(fromScript);
        System.out.printf("input gradient: largest difference / largest %.2e%n", relative);
        assertTrue(ModelFixture.largest(fromScript) > 0);
        assertTrue(relative < 1e-4, "differs by " + relative);
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "pt"})
    void frozenWeights_getNoGradient(String form) throws Exception {
        try (Classifier model = resNet20(form)) {
            gradient(model);
            for (NDArray weight : model.parameters().all().values()) {
                assertFalse(weight.hasGradient(), () -> weight.getName() + " has a gradient");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "pt"})
    void twentyPasses_leaveNoTensorBehind(String form) throws Exception {
        float[] batch = firstPictures(4);
        try (Classifier model = resNet20(form)) {
            gradient(model);
            int before = compute.liveTensors();
            for (int i = 0; i < 20; i++) {
                try (TensorScope _ = new TensorScope()) {
                    model.logits(compute.tensor(batch, 4, 3, 32, 32)).toFloatArray();
                }
            }
            gradient(model);
            assertEquals(before, compute.liveTensors());
        }
    }

    @Test
    void loadAndClose_leaveNoTensorBehind() {
        int before = compute.liveTensors();
        for (String form : new String[] {"safetensors", "pt"}) {
            resNet20(form).close();
        }
        assertEquals(before, compute.liveTensors());
    }

    @Test
    void modelLoadedInsideAScope_outlivesIt() throws Exception {
        for (String form : new String[] {"safetensors", "pt"}) {
            Classifier model;
            try (TensorScope _ = new TensorScope()) {
                model = resNet20(form);
            }
            try (model) {
                assertTrue(ModelFixture.largest(gradient(model)) > 0);
            }
        }
    }

    private float[] inputGradient(String form) throws Exception {
        try (Classifier model = resNet20(form)) {
            return gradient(model);
        }
    }

    /** Gradient of the mean log-probability of class 3 at the first four pictures. */
    private static float[] gradient(Classifier model) throws Exception {
        float[] batch = firstPictures(4);
        return compute.gradientThread()
                .submitShort("gradient", () -> {
                    try (TensorScope _ = new TensorScope()) {
                        NDArray images = compute.tensor(batch, 4, 3, 32, 32);
                        images.setRequiresGradient(true);
                        compute.gradientThread().backward(() -> model.logits(images)
                                .logSoftmax(-1)
                                .get(":,3")
                                .mean());
                        return images.getGradient().toFloatArray();
                    }
                })
                .get();
    }

    private static Classifier resNet20(String form) {
        return ModelFixture.load(compute, SharedData.require("models/cifar10_resnet20." + form), "cifar-resnet20");
    }

    private static float[] firstPictures(int n) throws IOException {
        Pictures all = Pictures.cifar(SharedData.require("cifar-10/test_batch.bin"));
        return Arrays.copyOf(all.planes(), n * Pictures.FLOATS);
    }
}
