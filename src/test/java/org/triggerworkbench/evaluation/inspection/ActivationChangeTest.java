package org.triggerworkbench.evaluation.inspection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.BrightnessClassifier;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.InspectedModels;
import org.triggerworkbench.evaluation.NoiseImages;
import org.triggerworkbench.model.ZeroShotClassifier;

class ActivationChangeTest {
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** The layer is the picture itself: three channels, brightened by 0.1. */
    @Test
    void layers_matchHandValuesOnPixels() {
        int before = compute.liveTensors();
        PreparedImages set = NoiseImages.prepared(6, 2);
        EditedImages clean = new EditedImages(set, new int[] {5, 0, 2}, ImageEdit.NONE);
        LayerChange change = new ActivationChange(compute, 2)
                .layers(new BrightnessClassifier(), List.of("pixels"), clean, (batch, _) -> batch.add(0.1f))
                .getFirst();
        assertEquals(before, compute.liveTensors());
        assertEquals(LayerKind.CONVOLUTIONAL, change.kind());
        double sum = 0;
        double[] red = new double[3];
        for (int i = 0; i < 3; i++) {
            byte[] planes = set.batch(new int[] {clean.ids()[i]});
            for (int p = 0; p < 12; p++) {
                double value = (planes[p] & 0xff) / 255.0;
                sum += value;
                red[i] += p < 4 ? value / 4 : 0;
            }
            assertEquals(red[i], change.clean()[i][0], 1e-6);
            assertEquals(red[i] + 0.1, change.triggered()[i][0], 1e-6);
        }
        assertEquals(36 * 0.1 / sum, change.relativeChange(), 1e-6);
        double mean = (red[0] + red[1] + red[2]) / 3;
        double squares = 0;
        for (double value : red) {
            squares += (value - mean) * (value - mean);
        }
        NeuronChange first = change.neurons().getFirst();
        assertEquals(mean, first.cleanMean(), 1e-6);
        assertEquals(mean + 0.1, first.triggeredMean(), 1e-6);
        assertEquals(0.1 / Math.sqrt(squares / 2), first.change(), 1e-5);
    }

    /** Neuron 0 moves by 2 deviations, 1 is dead and stays so, 2 wakes up, 3 moves by -3 deviations. */
    @Test
    void top_ordersNeuronsByTheSizeOfTheirChange() {
        float[][] clean = {{0, 0, 0, 4}, {2, 0, 0, 6}, {4, 0, 0, 8}};
        float[][] triggered = {{4, 0, 5, -2}, {6, 0, 5, 0}, {8, 0, 5, 2}};
        LayerChange change = new LayerChange("layer", LayerKind.VECTOR, 1, new int[] {10, 20, 30}, clean, triggered);
        List<NeuronChange> top = change.top(3);
        assertEquals(List.of(2, 3, 0), top.stream().map(NeuronChange::neuron).toList());
        assertEquals(Double.POSITIVE_INFINITY, top.get(0).change());
        assertEquals(-3, top.get(1).change(), 1e-12);
        assertEquals(2, top.get(2).change(), 1e-12);
        assertEquals(0, change.neurons().get(1).change());
        StrongestImages strongest = change.strongestClean(3, 2);
        assertArrayEquals(new int[] {30, 20}, strongest.ids());
        assertArrayEquals(new float[] {8, 6}, strongest.values());
        assertArrayEquals(
                new int[] {10, 20, 30}, change.strongestTriggered(2, 9).ids());
    }

    @Test
    void layers_ofATransformerAreMeansOverTokens() {
        try (ZeroShotClassifier model = InspectedModels.tinyClip(compute)) {
            int before = compute.liveTensors();
            EditedImages clean = EditedImages.all(NoiseImages.prepared(3, 64), ImageEdit.NONE);
            List<LayerChange> changes =
                    new ActivationChange(compute, 2).layers(model, model.layers(), clean, ImageEdit.NONE);
            assertEquals(before, compute.liveTensors());
            assertEquals(
                    model.layers(), changes.stream().map(LayerChange::layer).toList());
            for (LayerChange change : changes) {
                assertEquals(0, change.relativeChange());
                assertTrue(change.top(1).getFirst().change() == 0, "nothing was changed");
            }
            try (TensorScope _ = new TensorScope()) {
                NDArray layer = model.activations(clean.tensor(compute), Set.of("vision.layer.1"))
                        .layers()
                        .get("vision.layer.1");
                float[] tokens = Objects.requireNonNull(layer).toFloatArray();
                int count = Math.toIntExact(layer.getShape().get(1));
                int width = Math.toIntExact(layer.getShape().get(2));
                double mean = 0;
                for (int t = 0; t < count; t++) {
                    mean += tokens[(2 * count + t) * width + 3] / count;
                }
                assertEquals(mean, changes.get(2).clean()[2][3], 1e-5);
            }
        }
    }

    @Test
    void layers_refuseUnknownLayer() {
        try (ZeroShotClassifier model = InspectedModels.tinyClip(compute)) {
            EditedImages clean = EditedImages.all(NoiseImages.prepared(1, 64), ImageEdit.NONE);
            ActivationChange change = new ActivationChange(compute, 2);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> change.layers(model, List.of("nowhere"), clean, ImageEdit.NONE));
        }
    }
}
