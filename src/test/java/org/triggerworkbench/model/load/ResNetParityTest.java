package org.triggerworkbench.model.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.method.TrainedNetwork;
import org.triggerworkbench.model.ParityLogits;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;

/** Folders of a ResNetForImageClassification give the logits that the transformers library gives, from pictures on. */
class ResNetParityTest {
    private static final Path RESNET = ParityLogits.FOLDER.resolve("resnet");
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
    @ValueSource(strings = {"basic", "bottleneck", "first-stage", "in-bottleneck", "gelu", "gelu-new", "silu"})
    void logits_areThoseOfTheReference(String name) throws IOException {
        try (NetworkClassifier model = load(RESNET.resolve(name))) {
            assertEquals(
                    List.of("stop", "give way", "ahead only", "30", "no entry"),
                    model.card().labels());
            ParityLogits.require(compute, model, RESNET.resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-bottleneck", "gelu", "gelu-new"})
    void trainedCopy_isOpenedAsItWasSaved(String name) throws IOException {
        try (NetworkClassifier model = load(RESNET.resolve(name));
                TrainedNetwork copy = new TrainedNetwork(compute, model);
                NetworkClassifier again = load(copy.save(folder, "saved"))) {
            assertEquals(model.card().input(), again.card().input());
            ParityLogits.require(compute, again, RESNET.resolve(name));
        }
    }

    @Test
    void step_movesEveryWeight() throws Exception {
        boolean moved = compute.gradientThread()
                .submitRun("resnet", () -> {
                    try (NetworkClassifier model = load(RESNET.resolve("gelu"));
                            TrainedNetwork copy = new TrainedNetwork(compute, model);
                            TensorScope _ = new TensorScope()) {
                        compute.gradientThread()
                                .backward(() -> copy.inTraining(() -> copy.model()
                                        .logits(ParityLogits.image(compute, model.card(), "wide"))
                                        .logSoftmax(1)
                                        .get(0)
                                        .get(2)
                                        .neg()));
                        assertEquals(38, copy.trainable().size());
                        copy.trainable()
                                .forEach((weight, tensor) -> assertTrue(
                                        tensor.getGradient().abs().max().getFloat() > 0, weight));
                        return true;
                    }
                })
                .get();
        assertTrue(moved);
    }

    @Test
    void fileInTheFolder_opensTheFolder() {
        try (NetworkClassifier model = load(RESNET.resolve("first-stage/pytorch_model.bin"))) {
            assertEquals("first-stage", model.card().name());
        }
    }

    @Test
    void whatIsToldTwice_isRefused() throws IOException {
        ModelLoader loader = new ModelLoader(compute, _ -> {});
        String architecture = String.valueOf(
                assertThrows(InputException.class, () -> loader.load(RESNET.resolve("basic"), "resnet18", null))
                        .getMessage());
        assertTrue(architecture.contains("--arch resnet18"), architecture);
        copyBasic(folder);
        Files.writeString(folder.resolve("model.json"), "{\"name\": \"mine\"}");
        assertTrue(sentence(folder).contains("model.json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hidden_act\": \"relu\"|\"hidden_act\": \"quick_gelu\"|hidden_act",
                "\"layer_type\": \"basic\"|\"layer_type\": \"wide\"|layer_type",
                "\"num_channels\": 3|\"num_channels\": 1|num_channels",
                "\"num_channels\": 3|\"problem_type\": \"regression\"|problem_type",
                "\"depths\": [|\"depths\": [100000000,|sizes that do not fit",
                "\"depths\": [|\"depths\": [200],\"more\": [|sizes that do not fit",
                "    2,|    200,|depths[0]",
                "    2,|    1,|stages.0.layers.1",
                "    8,|    9,|stages.0.layers.0",
                "    8,|    1000000000,|sizes that do not fit",
                "\"embedding_size\": 4|\"embedding_size\": 0|sizes that do not fit",
                "\"embedding_size\": 4|\"embedding_size\": \"four\"|embedding_size",
                "\"layer_type\": \"basic\"|\"layer_type\": \"bottleneck\"|layer.2.convolution.weight",
                "\"0\": \"stop\",|\"5\": \"stop\",|id2label",
                "\"0\": \"stop\",||id2label",
                "\"4\": \"no entry\"|\"4\": \"no entry\", \"5\": \"one more\"|6 classes",
                "ResNetForImageClassification|ResNetBackbone|ResNetBackbone"
            })
    void settingThatCannotBeFollowed_isNamed(String from, String to, String named) throws IOException {
        refused("config.json", from, to == null ? "" : to, named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"crop_pct\": 0.9|\"crop_pct\": 0|crop_pct",
                "\"crop_pct\": 0.9|\"crop_pct\": 1e-9|crop_pct",
                "\"shortest_edge\": 40|\"shortest_edge\": 0|size",
                "\"shortest_edge\": 40|\"height\": 40, \"width\": 40|size",
                "\"do_resize\": true|\"do_resize\": false|do_resize",
                "\"do_resize\": true|\"do_center_crop\": true|do_center_crop",
                "\"do_resize\": true|\"do_pad\": true|do_pad",
                "ConvNextImageProcessor|PerceiverImageProcessor|PerceiverImageProcessor",
                "\"image_processor_type\": \"ConvNextImageProcessor\"|\"image_processor_type\":"
                        + " \"CLIPImageProcessor\", \"do_center_crop\": false|size",
                "\"image_processor_type\": \"ConvNextImageProcessor\"|\"image_processor_type\":"
                        + " \"ViTImageProcessor\"|size"
            })
    void preprocessingThatCannotBeFollowed_isNamed(String from, String to, String named) throws IOException {
        refused("preprocessor_config.json", from, to, named);
    }

    @Test
    void folderWithoutAPart_isRefused() throws IOException {
        for (String absent : List.of("preprocessor_config.json", "model.safetensors")) {
            Path incomplete = Files.createDirectory(folder.resolve(absent.substring(0, 5)));
            copyBasic(incomplete);
            Files.delete(incomplete.resolve(absent));
            assertTrue(sentence(incomplete).contains(absent));
        }
    }

    /** microsoft/resnet-50's file of old, that library's defaults, and both sides of the edge where cropping ends. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"feature_extractor_type\": \"ConvNextFeatureExtractor\", \"crop_pct\": 0.875, \"size\":"
                        + " 224}|224|256",
                "{\"image_processor_type\": \"ConvNextImageProcessorFast\", \"crop_pct\": null}|384|0",
                "{\"size\": {\"shortest_edge\": 383}, \"crop_pct\": 0.95}|383|403",
                "{\"size\": {\"shortest_edge\": 512}}|512|0",
                "{\"size\": 288, \"crop_pct\": 1.0}|288|288"
            })
    void convNext_isReadAsThatLibraryDoes(String json, int edge, int shorter) throws IOException {
        copyBasic(folder);
        Files.writeString(folder.resolve("preprocessor_config.json"), json);
        try (NetworkClassifier model = load(folder)) {
            Preprocessing expected = shorter == 0
                    ? Preprocessing.exact(edge, edge, Filter.BICUBIC)
                    : new Preprocessing(
                            edge, edge, Scaling.shortestEdge(shorter, Filter.BICUBIC), CenterCrop.HUGGING_FACE);
            assertEquals(expected, model.card().input().preprocessing());
            assertEquals(0.5f, model.card().input().mean()[0]);
        }
    }

    /** Defaults of a BiT's processor are 224 pixels and CLIP's mean, whatever it crops to. */
    @Test
    void bit_hasItsOwnDefaults() throws IOException {
        copyBasic(folder);
        Files.writeString(
                folder.resolve("preprocessor_config.json"),
                "{\"image_processor_type\": \"BitImageProcessor\", \"crop_size\": {\"height\": 160, \"width\": 160}}");
        try (NetworkClassifier model = load(folder)) {
            assertEquals(
                    new Preprocessing(160, 160, Scaling.shortestEdge(224, Filter.BICUBIC), CenterCrop.HUGGING_FACE),
                    model.card().input().preprocessing());
            assertEquals((float) 0.48145466, model.card().input().mean()[0]);
        }
    }

    private void refused(String file, String from, String to, String named) throws IOException {
        copyBasic(folder);
        String content = Files.readString(folder.resolve(file));
        assertTrue(content.contains(from), from);
        Files.writeString(folder.resolve(file), content.replace(from, to));
        String sentence = sentence(folder);
        assertTrue(sentence.contains(named), sentence);
    }

    private static String sentence(Path folder) {
        return String.valueOf(
                assertThrows(InputException.class, () -> load(folder)).getMessage());
    }

    private static void copyBasic(Path into) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(RESNET.resolve("basic"))) {
            listed.forEach(files::add);
        }
        for (Path file : files) {
            Files.copy(file, into.resolve(String.valueOf(file.getFileName())));
        }
    }

    private static NetworkClassifier load(Path path) {
        return assertInstanceOf(NetworkClassifier.class, new ModelLoader(compute, _ -> {}).load(path, null, null));
    }
}
