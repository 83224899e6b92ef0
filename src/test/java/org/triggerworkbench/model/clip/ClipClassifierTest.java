package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.ParityLogits;
import org.triggerworkbench.model.load.ModelLoader;
import org.triggerworkbench.text.InputException;

/** Folders of a CLIPForImageClassification give the logits that the transformers library gives, from pictures on. */
class ClipClassifierTest {
    private static final Path CLASSIFIER = ParityLogits.FOLDER.resolve("clip-classifier");
    private static Compute compute;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick-gelu", "gelu"})
    void logits_areThoseOfTheReference(String name) throws IOException {
        try (ClipClassifier model = load(CLASSIFIER.resolve(name))) {
            assertEquals(
                    List.of("stop", "give way", "ahead only", "30", "no entry"),
                    model.card().labels());
            assertEquals(5, model.classes());
            ParityLogits.require(compute, model, CLASSIFIER.resolve(name));
        }
    }

    @Test
    void layersAndAttention_areShown() {
        try (ClipClassifier model = load(CLASSIFIER.resolve("gelu"));
                TensorScope _ = new TensorScope()) {
            NDArray images = ParityLogits.image(compute, model.card(), "wide");
            Map<String, NDArray> layers =
                    model.activations(images, Set.copyOf(model.layers())).layers();
            assertEquals(Set.copyOf(model.layers()), layers.keySet());
            assertArrayEquals(
                    new long[] {1, 24},
                    Objects.requireNonNull(layers.get("vision.pooled"))
                            .getShape()
                            .getShape());
            List<NDArray> attention = model.attention(images);
            assertEquals(2, attention.size());
            assertArrayEquals(
                    new long[] {1, 3, 17, 17}, attention.getFirst().getShape().getShape());
        }
    }

    @Test
    void step_movesEveryWeightThatMatters() throws Exception {
        boolean moved = compute.gradientThread()
                .submitRun("clip", () -> {
                    try (ClipClassifier model = load(CLASSIFIER.resolve("gelu"));
                            TensorScope _ = new TensorScope()) {
                        Map<String, NDArray> trained =
                                model.parameters().train(name -> !name.contains("post_layernorm"));
                        assertEquals(39, trained.size());
                        NDArray images = ParityLogits.image(compute, model.card(), "wide");
                        compute.gradientThread().backward(() -> model.logits(images)
                                .logSoftmax(1)
                                .get(new NDIndex("0, 2"))
                                .neg());
                        trained.forEach((name, weight) -> {
                            float most = weight.getGradient().abs().max().getFloat();
                            // A constant on all scores of a query is lost in their softmax.
                            assertTrue(most > 1e-7 || name.endsWith("k_proj.bias"), name);
                        });
                        return true;
                    }
                })
                .get();
        assertTrue(moved);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hidden_act\": \"gelu\"|\"hidden_act\": \"swish\"|swish",
                "\"image_size\": 32|\"image_size\": 2000000000|image_size",
                "\"num_channels\": 3|\"num_channels\": 1|num_channels",
                "\"patch_size\": 8|\"patch_size\": 9|patch_size",
                "\"num_hidden_layers\": 2,~    \"patch|\"num_hidden_layers\": 100000000,~    \"patch|num_hidden_layers",
                "\"num_hidden_layers\": 2,~    \"patch|\"num_hidden_layers\": 1,~    \"patch|layers.1",
                "\"model_type\": \"clip\"|\"problem_type\": \"regression\"|problem_type",
                "\"0\": \"stop\",|\"5\": \"stop\",|id2label",
                "\"4\": \"no entry\"|\"4\": \"no entry\", \"5\": \"more\"|6 classes"
            })
    void settingThatCannotBeFollowed_isNamed(String from, String to, String named) throws IOException {
        String sentence = refusal(from.replace('~', '\n'), to.replace('~', '\n'));
        assertTrue(sentence.contains(named), sentence);
    }

    @ParameterizedTest
    @CsvSource({"CLIPVisionModelWithProjection,clip_vision_model", "CLIPTextModel,clip_text_model"})
    void towerAlone_isRefusedWithAWayOut(String architecture, String type) throws IOException {
        String sentence = refusal(
                "\"CLIPForImageClassification\"\n  ],",
                "\"%s\"\n  ], \"model_type\": \"%s\", \"was\": {".formatted(architecture, type));
        assertTrue(sentence.contains(type) && sentence.contains("the whole CLIPModel"), sentence);
    }

    /** What is said to the folder of another config.json. */
    private String refusal(String from, String to) throws IOException {
        for (String file : List.of("model.safetensors", "preprocessor_config.json")) {
            Files.copy(CLASSIFIER.resolve("gelu").resolve(file), folder.resolve(file));
        }
        String config = Files.readString(CLASSIFIER.resolve("gelu/config.json"));
        assertTrue(config.contains(from), from);
        String other = config.replace(from, to);
        Files.writeString(folder.resolve("config.json"), to.endsWith("{") ? other + "}" : other);
        return String.valueOf(
                assertThrows(InputException.class, () -> load(folder)).getMessage());
    }

    private static ClipClassifier load(Path path) {
        return assertInstanceOf(ClipClassifier.class, new ModelLoader(compute).load(path, null, null));
    }
}
