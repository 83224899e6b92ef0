package org.triggerworkbench.evaluation.inspection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.evaluation.BrightnessClassifier;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.InspectedModels;
import org.triggerworkbench.evaluation.NoiseImages;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptedClassifier;

class SaliencyTest {
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
    void method_isGradCamForAConvolutionalNetwork() {
        try (NetworkClassifier model = InspectedModels.resNet20(compute)) {
            int before = compute.liveTensors();
            Saliency saliency = new Saliency(compute, 2);
            Saliency.Method method = saliency.method(model);
            assertEquals(new Saliency.Method.Gradient("layer3"), method);
            EditedImages images = EditedImages.all(NoiseImages.prepared(2, 32), ImageEdit.NONE);
            List<SaliencyMap> zero = saliency.maps(model, method, images, new int[] {0, 0});
            List<SaliencyMap> one = saliency.maps(model, method, images, new int[] {0, 1});
            assertArrayEquals(zero.get(0).values(), one.get(0).values());
            assertTrue(!Arrays.equals(zero.get(1).values(), one.get(1).values()), "another class, another map");
            assertEquals(before, compute.liveTensors());
        }
    }

    @Test
    void method_isRolloutForATransformerWhateverTheClass() {
        try (ZeroShotClassifier model = InspectedModels.tinyClip(compute);
                PromptedClassifier prompted = new PromptedClassifier(
                        model, null, new OutputMapping.FirstK(2), InspectedModels.SIGNS.subList(0, 2))) {
            int before = compute.liveTensors();
            Saliency saliency = new Saliency(compute, 2);
            Saliency.Method method = saliency.method(prompted);
            assertEquals(new Saliency.Method.Rollout(), method);
            EditedImages images = EditedImages.all(NoiseImages.prepared(1, 64), ImageEdit.NONE);
            float[] zero = saliency.maps(prompted, method, images, new int[] {0})
                    .getFirst()
                    .values();
            float[] one = saliency.maps(model, method, images, new int[] {2})
                    .getFirst()
                    .values();
            assertArrayEquals(zero, one);
            assertEquals(before, compute.liveTensors());
        }
    }

    @Test
    void method_isNoneWithAReasonForAClosedModel() {
        Saliency saliency = new Saliency(compute, 2);
        BrightnessClassifier model = new BrightnessClassifier();
        Saliency.Method.None none = assertInstanceOf(Saliency.Method.None.class, saliency.method(model));
        assertTrue(none.reason().startsWith("brightness shows neither"), none.reason());
        EditedImages images = EditedImages.all(NoiseImages.prepared(1, 2), ImageEdit.NONE);
        assertEquals(List.of(), saliency.maps(model, none, images, new int[] {1}));
    }
}
