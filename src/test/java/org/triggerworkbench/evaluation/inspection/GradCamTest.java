package org.triggerworkbench.evaluation.inspection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.InspectedModels;
import org.triggerworkbench.evaluation.NoiseImages;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;

class GradCamTest {
    private static final PreparedImages IMAGES = NoiseImages.prepared(5, 32);
    private static final int[] TARGETS = {0, 7, 3, 9, 7};
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** A mean over places and a linear layer follow, so alpha_k = W[c, k] / places: the map is the CAM of Zhou et al. 2016. */
    @Test
    void maps_ofTheLastLayerAreTheClassActivationMaps() {
        try (NetworkClassifier model = InspectedModels.resNet20(compute)) {
            int before = compute.liveTensors();
            GradCam gradCam = new GradCam(compute, 2);
            assertEquals(Optional.of("layer3"), gradCam.lastLayer(model));
            EditedImages images = EditedImages.all(IMAGES, ImageEdit.NONE);
            List<SaliencyMap> maps = gradCam.maps(model, "layer3", images, TARGETS);
            assertEquals(before, compute.liveTensors());
            assertEquals(5, maps.size());
            int seen = 0;
            for (int i = 0; i < 5; i++) {
                float[] expected =
                        SaliencyMap.of(expected(model, images, i), 8, 8, 32, 32).values();
                assertArrayEquals(expected, maps.get(i).values(), 2e-5f);
                for (float value : expected) {
                    seen += value == 1 ? 1 : 0;
                }
            }
            assertTrue(seen > 0, "all maps are black");
        }
    }

    @Test
    void maps_throughAPromptAreThoseOfThePromptedImageForTheMappedClass() {
        try (NetworkClassifier model = InspectedModels.resNet20(compute)) {
            PromptLayout layout = PromptLayout.of(
                    new PromptShape.Frame(4),
                    PromptLayout.Mode.ADD,
                    model.card().input());
            try (VisualPrompt prompt = VisualPrompt.normal(compute, layout, 1, 5);
                    PromptedClassifier prompted = new PromptedClassifier(
                            model, prompt, new OutputMapping.Table(new int[] {4, 7}), List.of("a", "b"))) {
                GradCam gradCam = new GradCam(compute, 4);
                EditedImages clean = new EditedImages(IMAGES, new int[] {3, 1}, ImageEdit.NONE);
                List<SaliencyMap> through = gradCam.maps(prompted, "layer2", clean, new int[] {1, 0});
                EditedImages edited = clean.with((batch, _) -> prompt.apply(batch));
                List<SaliencyMap> direct = gradCam.maps(model, "layer2", edited, new int[] {7, 4});
                List<SaliencyMap> without = gradCam.maps(model, "layer2", clean, new int[] {7, 4});
                for (int i = 0; i < 2; i++) {
                    assertArrayEquals(direct.get(i).values(), through.get(i).values());
                    assertFalse(Arrays.equals(
                            without.get(i).values(), through.get(i).values()));
                }
            }
        }
    }

    @Test
    void maps_onTheGradientThreadItselfDoNotWaitForThemselves() throws Exception {
        try (NetworkClassifier model = InspectedModels.resNet20(compute)) {
            EditedImages images = new EditedImages(IMAGES, new int[] {2}, ImageEdit.NONE);
            GradCam gradCam = new GradCam(compute, 1);
            SaliencyMap there = compute.gradientThread()
                    .submitShort("inside", () -> gradCam.maps(model, "layer3", images, new int[] {3}))
                    .get()
                    .getFirst();
            SaliencyMap here =
                    gradCam.maps(model, "layer3", images, new int[] {3}).getFirst();
            assertArrayEquals(here.values(), there.values());
        }
    }

    @Test
    void maps_refuseOtherLayersAndTargets() {
        try (NetworkClassifier model = InspectedModels.resNet20(compute)) {
            int before = compute.liveTensors();
            GradCam gradCam = new GradCam(compute, 1);
            EditedImages one = new EditedImages(IMAGES, new int[] {0}, ImageEdit.NONE);
            for (String layer : List.of("pooled", "nowhere")) {
                assertThrows(IllegalArgumentException.class, () -> gradCam.maps(model, layer, one, new int[] {0}));
            }
            assertThrows(IllegalArgumentException.class, () -> gradCam.maps(model, "layer3", one, new int[] {10}));
            assertThrows(IllegalArgumentException.class, () -> gradCam.maps(model, "layer3", one, new int[2]));
            assertEquals(before, compute.liveTensors());
        }
    }

    private static float[] expected(NetworkClassifier model, EditedImages images, int i) {
        try (TensorScope _ = new TensorScope()) {
            NDArray layer = model.activations(images.tensor(compute), Set.of("layer3"))
                    .layers()
                    .get("layer3");
            float[] a = Objects.requireNonNull(layer).toFloatArray();
            float[] w = model.parameters().get("linear.weight").toFloatArray();
            float[] map = new float[64];
            for (int p = 0; p < 64; p++) {
                double sum = 0;
                for (int k = 0; k < 64; k++) {
                    sum += w[TARGETS[i] * 64 + k] / 64.0 * a[(i * 64 + k) * 64 + p];
                }
                map[p] = (float) Math.max(0, sum);
            }
            return map;
        }
    }
}
