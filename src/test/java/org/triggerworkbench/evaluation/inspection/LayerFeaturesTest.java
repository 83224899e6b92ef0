package org.triggerworkbench.evaluation.inspection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.InspectedModels;
import org.triggerworkbench.evaluation.NoiseImages;
import org.triggerworkbench.evaluation.inspection.FeatureSpace.Kind;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;

class LayerFeaturesTest {
    private static final FeatureSpace JOINT = new FeatureSpace(FeatureSpace.JOINT, Kind.JOINT);
    private static Compute compute;
    private static LayerFeatures features;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        features = new LayerFeatures(compute, 2);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void features_ofConvolutionsAreMeansOverSpaceAndOfVectorsTheVectors() {
        try (NetworkClassifier model = InspectedModels.resNet20(compute)) {
            int before = compute.liveTensors();
            List<FeatureSpace> spaces = features.spaces(model);
            assertEquals(
                    List.of(
                            new FeatureSpace("conv1", Kind.CONVOLUTIONAL),
                            new FeatureSpace("layer1", Kind.CONVOLUTIONAL),
                            new FeatureSpace("layer2", Kind.CONVOLUTIONAL),
                            new FeatureSpace("layer3", Kind.CONVOLUTIONAL),
                            new FeatureSpace("pooled", Kind.VECTOR),
                            new FeatureSpace("logits", Kind.VECTOR)),
                    spaces);
            EditedImages images = EditedImages.all(NoiseImages.prepared(3, 32), ImageEdit.NONE);
            Features layer3 = features.features(model, spaces.get(3), images);
            // The network itself pools the last layer that way.
            Features pooled = features.features(model, spaces.get(4), images);
            assertEquals(before, compute.liveTensors());
            assertEquals(64, layer3.points()[2].length);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(pooled.points()[i], layer3.points()[i], 1e-6f);
            }
            assertEquals(0, layer3.anchors().length);
            assertThrows(IllegalArgumentException.class, () -> features.features(model, JOINT, images));
        }
    }

    @Test
    void features_ofTransformerLayersAreClassTokens() {
        try (ZeroShotClassifier model = InspectedModels.tinyClip(compute)) {
            List<FeatureSpace> spaces = features.spaces(model);
            assertEquals(JOINT, spaces.getFirst());
            assertTrue(
                    spaces.stream().noneMatch(space -> space.id().equals("vision.embeddings")),
                    "its class token is a constant");
            FeatureSpace last = new FeatureSpace("vision.layer.2", Kind.TRANSFORMER);
            assertTrue(spaces.contains(last), spaces.toString());
            EditedImages images = EditedImages.all(NoiseImages.prepared(3, 64), ImageEdit.NONE);
            float[][] points = features.features(model, last, images).points();
            try (TensorScope _ = new TensorScope()) {
                NDArray layer = model.activations(images.tensor(compute), Set.of(last.id()))
                        .layers()
                        .get(last.id());
                float[] tokens = Objects.requireNonNull(layer).toFloatArray();
                int width = points[0].length;
                int stride = tokens.length / 3;
                assertEquals(layer.getShape().get(2), width);
                for (int i = 0; i < 3; i++) {
                    assertArrayEquals(Arrays.copyOfRange(tokens, i * stride, i * stride + width), points[i], 1e-5f);
                }
            }
        }
    }

    @Test
    void jointSpace_ofTheBundledModelGivesItsLogits() {
        try (ZeroShotClassifier model = InspectedModels.bundled(compute)) {
            requireLogits(model, model, InspectedModels.SIGNS.size());
        }
    }

    @Test
    void jointSpace_throughAPromptGivesThePromptedLogitsOfTheMappedClasses() {
        try (ZeroShotClassifier model = InspectedModels.tinyClip(compute)) {
            PromptLayout layout = PromptLayout.of(
                    new PromptShape.Frame(8),
                    PromptLayout.Mode.ADD,
                    model.card().input());
            try (VisualPrompt prompt = VisualPrompt.normal(compute, layout, 1, 5);
                    PromptedClassifier prompted = new PromptedClassifier(
                            model, prompt, new OutputMapping.Table(new int[] {2, 0}), List.of("a", "b"))) {
                requireLogits(prompted, model, 2);
            }
        }
    }

    /** Unit points times unit anchors is cosine similarity: the logits over the scale, here fixed by their ratio. */
    private static void requireLogits(Classifier model, ZeroShotClassifier zeroShot, int classes) {
        int before = compute.liveTensors();
        EditedImages images = EditedImages.all(NoiseImages.prepared(3, 64), ImageEdit.NONE);
        Features joint = features.features(model, JOINT, images);
        assertEquals(before, compute.liveTensors());
        assertEquals(classes, joint.anchors().length);
        float[][] logits = images.rows(compute, 2, model::logits);
        // Of the source alone: what scale its logits have.
        Features source = features.features(zeroShot, JOINT, images);
        float[][] own = images.rows(compute, 2, zeroShot::logits);
        double scale = own[0][0] / dot(source.points()[0], source.anchors()[0]);
        for (int i = 0; i < 3; i++) {
            assertEquals(1, dot(joint.points()[i], joint.points()[i]), 1e-5);
            for (int k = 0; k < classes; k++) {
                assertEquals(1, dot(joint.anchors()[k], joint.anchors()[k]), 1e-5);
                assertEquals(logits[i][k] / scale, dot(joint.points()[i], joint.anchors()[k]), 1e-5);
            }
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
