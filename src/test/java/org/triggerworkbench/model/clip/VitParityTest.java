package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.compute.pickle.PthFiles;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ParityLogits;
import org.triggerworkbench.model.load.ModelLoader;
import org.triggerworkbench.text.InputException;

/** Folders of a ViTForImageClassification give the logits that the transformers library gives, from pictures on. */
class VitParityTest {
    private static final Path VIT = ParityLogits.FOLDER.resolve("vit");
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
        try (Classifier model = (Classifier) new ModelLoader(compute).load(VIT.resolve(name), null, null)) {
            assertEquals(
                    List.of("stop", "give way", "ahead only", "30", "no entry"),
                    model.card().labels());
            ParityLogits.require(compute, model, VIT.resolve(name));
        }
    }

    /** As torch.save(model.state_dict()) leaves them with transformers 5, whose save_pretrained writes the names of old. */
    @Test
    void namesInMemory_areThoseOfTheFile() throws IOException {
        Map<String, HostTensor> renamed = new LinkedHashMap<>();
        TensorFiles.read(VIT.resolve("gelu/model.safetensors"))
                .tensors()
                .forEach((name, tensor) -> renamed.put(
                        name.replace("encoder.layer.", "layers.")
                                .replace("attention.attention.query", "attention.q_proj")
                                .replace("attention.attention.key", "attention.k_proj")
                                .replace("attention.attention.value", "attention.v_proj")
                                .replace("attention.output.dense", "attention.o_proj")
                                .replace("intermediate.dense", "mlp.fc1")
                                .replace("output.dense", "mlp.fc2"),
                        tensor));
        for (String file : List.of("config.json", "preprocessor_config.json")) {
            Files.copy(VIT.resolve("gelu").resolve(file), folder.resolve(file));
        }
        Path _ = PthFiles.write(folder.resolve("pytorch_model.bin"), renamed);
        try (VitClassifier model = VitClassifier.load(compute, folder)) {
            ParityLogits.require(compute, model, VIT.resolve("gelu"));
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
                        NDArray images = ParityLogits.image(compute, model.card(), "wide");
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

    @Test
    void copyToTrain_isRefusedByKind() {
        try (VitClassifier model = VitClassifier.load(compute, VIT.resolve("gelu"))) {
            String sentence = String.valueOf(assertThrows(InputException.class, () -> TrainedCopy.of(compute, model, 5))
                    .getMessage());
            assertTrue(sentence.contains("(vit)"), sentence);
        }
    }

    /** A null stands for that library's default, not for CLIP's. */
    @Test
    void nullInThePreprocessing_isTheDefault() throws IOException {
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(VIT.resolve("gelu").resolve(file), folder.resolve(file));
        }
        Files.writeString(
                folder.resolve("preprocessor_config.json"),
                "{\"image_mean\": null, \"image_std\": null, \"resample\": null, \"size\": null}");
        try (VitClassifier model = VitClassifier.load(compute, folder)) {
            ParityLogits.require(compute, model, VIT.resolve("gelu"));
        }
    }
}
