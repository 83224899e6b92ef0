package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.WeightSpec;

/** The neurons of the last block's MLP, and the layers of the image tower. */
class LastLayersOfClipTest {
    private static final Path TINY = Path.of("src/test/resources/parity/clip-tiny");

    @Test
    void lastState_isItsInputPlusWhatTheReaderMakesOfTheNeurons() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                ClipModel model = ClipModel.load(compute, TINY);
                TensorScope _ = new TensorScope()) {
            int edge = model.config().imageSize();
            NDArray images = compute.tensor(
                    Seeds.normal(2 * 3 * edge * edge, 1, Seeds.generator(1, "images", 0)), 2, 3, edge, edge);
            NDArray reader = model.parameters().get(model.reader());
            NDArray units = model.units(images);
            assertEquals(reader.getShape().get(1), units.getShape().get(1));
            String last = model.layers().get(model.config().vision().layers());
            float[] before = lastClassToken(model, images, last);
            float[] read = units.matMul(reader.transpose()).toFloatArray();
            reader.muli(0);
            float[] silent = lastClassToken(model, images, last);
            for (int i = 0; i < before.length; i++) {
                before[i] -= read[i];
            }
            assertArrayEquals(silent, before, 1e-4f);
        }
    }

    private static float[] lastClassToken(ClipModel model, NDArray images, String layer) {
        NDArray state = model.activations(images, Set.of(layer)).layers().get(layer);
        return state == null ? new float[0] : state.get(":, 0").toFloatArray();
    }

    @Test
    void layers_areTheImageTowers_eachWeightOnce() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                ClipModel model = ClipModel.load(compute, TINY)) {
            List<List<WeightSpec>> layers = model.fromTheLast();
            assertEquals(model.config().vision().layers() + 1, layers.size());
            Set<String> seen = new HashSet<>();
            for (WeightSpec spec : layers.stream().flatMap(List::stream).toList()) {
                assertTrue(seen.add(spec.name()), spec.name());
                assertArrayEquals(model.parameters().get(spec.name()).getShape().getShape(), spec.shape(), spec.name());
            }
            assertTrue(layers.getFirst().stream().anyMatch(spec -> spec.name().equals("visual_projection.weight")));
            assertTrue(seen.contains(model.reader()));
        }
    }
}
