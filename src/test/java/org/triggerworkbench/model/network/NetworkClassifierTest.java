package org.triggerworkbench.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.ModelFixture;
import org.triggerworkbench.model.WeightSpec;

class NetworkClassifierTest {
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, 11689512",
        "resnet50, 25557032",
        "cifar-resnet20, 269722",
        "cifar-resnet110, 1727962",
        "vgg16, 138357544",
        "vgg16-bn, 138365992",
        "vgg19, 143667240",
        "vgg19-bn, 143678248",
        "mobilenet-v2, 3504872",
        "preactresnet18, 11171146",
        "resnet18-cifar, 11173962",
        "wrn-28-10, 36479194"
    })
    void trainableWeights_areAsManyAsPublished(String name, long published) {
        Architecture architecture = Architecture.named(name);
        long count = architecture
                .network(architecture.input(), architecture.classes())
                .weights()
                .filter(spec -> !WeightSpec.isStatistic(spec.name()))
                .mapToLong(spec -> {
                    long product = 1;
                    for (long size : spec.shape()) {
                        product *= size;
                    }
                    return product;
                })
                .sum();
        assertEquals(published, count);
    }

    @Test
    void resNetLayers_haveTorchvisionsShapes() {
        try (NetworkClassifier model = create("resnet18", 7, 1);
                TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(new float[2 * 3 * 224 * 224], 2, 3, 224, 224);
            assertEquals(List.of("conv1", "layer1", "layer2", "layer3", "layer4", "pooled", "logits"), model.layers());
            Activations shown = model.activations(images, Set.copyOf(model.layers()));
            assertEquals(new Shape(2, 64, 112, 112), shape(shown, "conv1"));
            assertEquals(new Shape(2, 64, 56, 56), shape(shown, "layer1"));
            assertEquals(new Shape(2, 512, 7, 7), shape(shown, "layer4"));
            assertEquals(new Shape(2, 512), shape(shown, "pooled"));
            assertEquals(new Shape(2, 7), shown.output().getShape());
        }
    }

    @Test
    void resNet50_endsInTwoThousandFeatures() {
        try (NetworkClassifier model = create("resnet50", 5, 1);
                TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(new float[3 * 64 * 64], 1, 3, 64, 64);
            Activations shown = model.activations(images, Set.of("pooled", "layer1"));
            assertEquals(Set.of("pooled", "layer1"), shown.layers().keySet());
            assertEquals(new Shape(1, 2048), shape(shown, "pooled"));
            assertEquals(new Shape(1, 256, 16, 16), shape(shown, "layer1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrn-16-1", "preactresnet18", "vgg16-bn-cifar", "mobilenet-v2-cifar", "resnet18-cifar"})
    void unitsOfTheLastBlock_areWhatTheLastLayerReads(String name) {
        try (NetworkClassifier model = create(name, 5, 1);
                TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(new float[2 * 3 * 32 * 32], 2, 3, 32, 32);
            Activations shown = model.activations(images, Set.of("pooled"));
            long columns = model.parameters().get(model.reader()).getShape().get(1);
            assertEquals(new Shape(2, columns), shape(shown, "pooled"));
            assertEquals(0, columns % model.units(images).getShape().get(1));
            assertEquals("pooled", model.featureLayer());
        }
    }

    @Test
    void unknownLayer_isRefused() {
        try (NetworkClassifier model = create("small-vgg", 4, 1)) {
            NDArray images = compute.tensor(new float[3 * 32 * 32], 1, 3, 32, 32);
            assertThrows(IllegalArgumentException.class, () -> model.activations(images, Set.of("layer9")));
            images.close();
        }
    }

    @Test
    void create_dependsOnTheSeedAlone() {
        try (NetworkClassifier first = create("small-vgg", 4, 1);
                NetworkClassifier same = create("small-vgg", 4, 1);
                NetworkClassifier other = create("small-vgg", 4, 2)) {
            float[] weights = first.parameters().get("features.3.weight").toFloatArray();
            assertArrayEquals(
                    weights, same.parameters().get("features.3.weight").toFloatArray());
            assertTrue(ModelFixture.largestDifference(
                            weights, other.parameters().get("features.3.weight").toFloatArray())
                    > 0);
        }
    }

    @Test
    void trainingPass_movesRunningStatisticsByATenth_evaluationDoesNot() {
        try (NetworkClassifier model = create("cifar-resnet20", 10, 1);
                TensorScope _ = new TensorScope()) {
            NDArray images = compute.tensor(new float[2 * 3 * 32 * 32], 2, 3, 32, 32);
            NDArray mean = model.parameters().get("bn1.running_mean");
            float[] channel = model.activations(images, Set.of("conv1"))
                    .layers()
                    .values()
                    .iterator()
                    .next()
                    .transpose(1, 0, 2, 3)
                    .reshape(16, -1)
                    .mean(new int[] {1})
                    .toFloatArray();
            assertEquals(0, ModelFixture.largest(mean.toFloatArray()));
            model.training(true);
            model.logits(images);
            float[] moved = mean.toFloatArray();
            for (int c = 0; c < moved.length; c++) {
                assertEquals(0.1 * channel[c], moved[c], 1e-5);
            }
            model.training(false);
            model.logits(images);
            assertArrayEquals(moved, mean.toFloatArray());
        }
    }

    @Test
    void train_neverTrainsRunningStatistics() {
        try (NetworkClassifier model = create("cifar-resnet20", 10, 1)) {
            Set<String> trained = model.parameters().train(name -> true).keySet();
            assertTrue(trained.contains("bn1.weight"));
            assertFalse(trained.contains("bn1.running_mean"));
        }
    }

    private static Shape shape(Activations shown, String layer) {
        NDArray output = shown.layers().get(layer);
        assertTrue(output != null, layer);
        return Objects.requireNonNull(output).getShape();
    }

    private static NetworkClassifier create(String name, int classes, long seed) {
        ModelCard card =
                new ModelCard("test", name, List.of(), Architecture.named(name).input(), "");
        return NetworkClassifier.create(compute, card, classes, seed);
    }
}
