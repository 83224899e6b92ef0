package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.load.ModelLoader;
import org.triggerworkbench.text.InputException;

/** Folders of a ViTForImageClassification give the logits that the transformers library gives, from pictures on. */
class VitParityTest {
    private static final Path PARITY = Path.of("src/test/resources/parity");
    private static final Path VIT = PARITY.resolve("vit");
    private static final double TOLERANCE = 1e-4;
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
    @ValueSource(strings = {"gelu", "gelu-new", "quick-gelu", "relu", "no-qkv-bias", "epsilon"})
    void logits_areThoseOfTheReference(String name) throws IOException {
        JsonObject expected = JsonParser.parseString(
                        Files.readString(VIT.resolve(name).resolve("logits.json")))
                .getAsJsonObject();
        try (Classifier model = (Classifier) new ModelLoader(compute).load(VIT.resolve(name), null, null);
                TensorScope _ = new TensorScope()) {
            assertEquals(
                    List.of("stop", "give way", "ahead only", "30", "no entry"),
                    model.card().labels());
            for (String picture : expected.keySet()) {
                NDArray image = image(model, picture);
                requireClose(expected.getAsJsonArray(picture), model.logits(image));
                requireClose(
                        expected.getAsJsonArray(picture),
                        model.activations(image, Set.of()).output());
            }
        }
    }

    @Test
    void step_movesEveryWeight() throws Exception {
        boolean moved = compute.gradientThread()
                .submitRun("vit", () -> {
                    try (VitClassifier model = VitClassifier.load(compute, VIT.resolve("gelu"));
                            TensorScope _ = new TensorScope()) {
                        Map<String, NDArray> trained = model.parameters().train(name -> true);
                        assertEquals(40, trained.size());
                        NDArray images = image(model, "wide");
                        compute.gradientThread().backward(() -> model.logits(images)
                                .logSoftmax(1)
                                .get(0)
                                .get(2)
                                .neg());
                        trained.forEach((name, weight) -> {
                            float most = weight.getGradient().abs().max().getFloat();
                            // A constant on all scores of a query is lost in their softmax, so that no key has a bias
                            // to learn.
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
                "\"hidden_act\": \"gelu\"|\"hidden_act\": \"swish\"|hidden_act",
                "\"num_hidden_layers\": 2|\"num_hidden_layers\": 100000000|num_hidden_layers",
                "\"image_size\": 32|\"image_size\": 2000000000|position_embeddings",
                "\"hidden_size\": 24|\"hidden_size\": 27|cls_token",
                "\"num_channels\": 3|\"num_channels\": 1|num_channels",
                "\"num_channels\": 3|\"problem_type\": \"multi_label_classification\"|problem_type",
                "\"num_channels\": 3|\"use_mean_pooling\": true|use_mean_pooling",
                "\"num_channels\": 3|\"interpolate_pos_encoding\": true|interpolate_pos_encoding",
                "\"0\": \"stop\",|\"5\": \"stop\",|id2label",
                "ViTForImageClassification|ViTForMaskedImageModeling|ViTForMaskedImageModeling"
            })
    void settingThatCannotBeFollowed_isNamed(String from, String to, String named) throws IOException {
        for (String file : List.of("model.safetensors", "preprocessor_config.json")) {
            Files.copy(VIT.resolve("gelu").resolve(file), folder.resolve(file));
        }
        String config = Files.readString(VIT.resolve("gelu/config.json"));
        assertTrue(config.contains(from), from);
        Files.writeString(folder.resolve("config.json"), config.replace(from, to));
        String sentence = String.valueOf(assertThrows(InputException.class, () -> VitClassifier.load(compute, folder))
                .getMessage());
        assertTrue(sentence.contains(named), sentence);
    }

    private static NDArray image(Classifier model, String name) {
        return image(compute, model.card(), name);
    }

    /** A picture of the fixtures as a model sees it, 1 x 3 x H x W in [0, 1]. */
    static NDArray image(Compute compute, ModelCard card, String name) {
        Picture picture = PictureFiles.read(PARITY.resolve("clip-preprocessing").resolve(name + ".png"));
        Picture seen = card.input().preprocessing().apply(picture);
        int plane = seen.width() * seen.height();
        float[] values = new float[3 * plane];
        for (int i = 0; i < values.length; i++) {
            values[i] = seen.at(i % plane % seen.width(), i % plane / seen.width(), i / plane) / 255f;
        }
        return compute.tensor(values, 1, 3, seen.height(), seen.width());
    }

    private static void requireClose(JsonArray expected, NDArray logits) {
        float[] seen = logits.toFloatArray();
        assertEquals(expected.size(), seen.length);
        for (int i = 0; i < seen.length; i++) {
            assertEquals(expected.get(i).getAsDouble(), seen[i], TOLERANCE, "logit " + i);
        }
    }
}
