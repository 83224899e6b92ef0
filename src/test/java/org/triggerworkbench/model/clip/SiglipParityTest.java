package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.ValuePolicy;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.ParityLogits;
import org.triggerworkbench.model.TokenBatch;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.load.ModelLoader;

/** A SigLIP gives the ids, features, logits and gradients that the transformers library gives, from pictures and texts on. */
class SiglipParityTest {
    static final Path FOLDER = Path.of("src/test/resources/parity/siglip");
    private static final double TOLERANCE = 1e-4;
    private static Compute compute;

    @TempDir
    Path folder;

    private static SiglipModel model;
    private static JsonObject told;
    private static Map<String, HostTensor> reference;

    @BeforeAll
    static void open() throws IOException {
        compute = Compute.openCpu();
        model = (SiglipModel) new ModelLoader(compute).load(FOLDER, null, null);
        told = JsonParser.parseString(Files.readString(FOLDER.resolve("reference.json")))
                .getAsJsonObject();
        reference = Safetensors.read(FOLDER.resolve("reference.safetensors"), ValuePolicy.ANY)
                .tensors();
    }

    @AfterAll
    static void close() {
        model.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void ids_areThoseOfTheReference() {
        try (ClipTokenizer tokenizer = ClipTokenizer.load(FOLDER.resolve("tokenizer.json"), 1)) {
            for (int i = 0; i < texts().size(); i++) {
                long[] found = tokenizer.encode(List.of(texts().get(i)), Integer.MAX_VALUE)[0];
                assertArrayEquals(row("ids", i), found, texts().get(i));
            }
        }
        TokenBatch batch = model.tokenize(texts());
        for (int i = 0; i < batch.size(); i++) {
            assertArrayEquals(row("padded", i), batch.ids()[i], texts().get(i));
            assertEquals(batch.length() - 1, batch.ends()[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemma", "lower-case"})
    void ids_ofTheSuccessorsTokenizers_areThoseOfTheReference(String name) throws IOException {
        Path successor = FOLDER.resolveSibling("siglip2-tokenizers").resolve(name);
        JsonObject padded = JsonParser.parseString(Files.readString(successor.resolve("ids.json")))
                .getAsJsonObject();
        ClipConfig own = model.config();
        ClipConfig config = new ClipConfig(
                own.kind(),
                own.text(),
                600,
                own.contextLength(),
                own.startToken(),
                own.endToken(),
                own.vision(),
                own.imageSize(),
                own.patchSize(),
                own.embeddingSize(),
                own.initialLogitScale());
        try (SiglipTexts texts = SiglipTexts.in(successor, config)) {
            for (int i = 0; i < padded.getAsJsonArray("texts").size(); i++) {
                String text = padded.getAsJsonArray("texts").get(i).getAsString();
                assertArrayEquals(
                        row(padded, "padded", i), texts.batch(List.of(text)).ids()[0], text);
            }
        }
    }

    @Test
    void piecesOrTokenizerJson_giveTheSame() throws IOException {
        Path other = Files.createDirectory(folder.resolve("json"));
        for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(FOLDER.resolve(name), other.resolve(name));
        }
        try (SiglipTexts json = SiglipTexts.in(other, model.config());
                SiglipTexts pieces = SiglipTexts.in(FOLDER, model.config())) {
            assertArrayEquals(pieces.batch(texts()).ids(), json.batch(texts()).ids());
        }
    }

    @Test
    void embeddings_areThoseOfTheReference() {
        try (TensorScope _ = new TensorScope()) {
            NDArray images = images();
            Activations seen = model.activations(images, Set.copyOf(model.layers()));
            compare("image_embeds", model.imageEmbeddings(images));
            compare("image_embeds", seen.output());
            compare("image_features", Objects.requireNonNull(seen.layers().get("vision.pooled")));
            compare("text_embeds", model.textEmbeddings(texts()));
            compare("last_patches_mean", Objects.requireNonNull(seen.layers().get("vision.layer.1")));
        }
    }

    @Test
    void logits_areThoseOfTheReference() {
        try (TensorScope _ = new TensorScope();
                ZeroShotClassifier classifier = classifier()) {
            compare("logits_per_image", classifier.logits(images()));
            compare(
                    "logits_per_image",
                    classifier.activations(images(), Set.of()).output());
        }
    }

    @Test
    void pixelGradient_isThatOfTheReference() throws Exception {
        boolean done = compute.gradientThread()
                .submitRun("siglip", () -> {
                    try (TensorScope _ = new TensorScope();
                            ZeroShotClassifier classifier = classifier()) {
                        NDArray images = images();
                        images.setRequiresGradient(true);
                        compute.gradientThread().backward(() -> classifier
                                .logits(images)
                                .logSoftmax(1)
                                .get(new NDIndex(":, 3"))
                                .sum());
                        // The reference is the gradient in normalised pixels, x = (image - 0.5) / 0.5.
                        compare(
                                "pixel_gradient",
                                images.getGradient().get(new NDIndex("0:1")).mul(0.5));
                        return true;
                    }
                })
                .get();
        assertTrue(done);
    }

    @Test
    void attention_isNone() {
        try (TensorScope _ = new TensorScope()) {
            assertEquals(List.of(), model.attention(images()));
        }
    }

    private static ZeroShotClassifier classifier() {
        return new ZeroShotClassifier(
                model, texts(), texts().stream().map(List::of).toList());
    }

    private static NDArray images() {
        NDList images = new NDList();
        for (String name : List.of("wide", "high", "square")) {
            images.add(ParityLogits.image(compute, model.card(), name));
        }
        return NDArrays.concat(images);
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        told.getAsJsonArray("texts").forEach(text -> texts.add(text.getAsString()));
        return texts;
    }

    private static long[] row(String key, int index) {
        return row(told, key, index);
    }

    private static long[] row(JsonObject from, String key, int index) {
        JsonArray array = from.getAsJsonArray(key).get(index).getAsJsonArray();
        long[] values = new long[array.size()];
        Arrays.setAll(values, i -> array.get(i).getAsLong());
        return values;
    }

    private static void compare(String key, NDArray actual) {
        HostTensor expected = Objects.requireNonNull(reference.get(key), key);
        assertArrayEquals(expected.shape(), actual.getShape().getShape(), key);
        float[] wanted = expected.floats();
        float[] found = actual.toFloatArray();
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < wanted.length; i++) {
            difference = Math.max(difference, Math.abs((double) wanted[i] - found[i]));
            largest = Math.max(largest, Math.abs(wanted[i]));
        }
        System.out.printf("parity siglip %s %.2e%n", key, difference / largest);
        assertTrue(largest > 1e-3 && difference / largest <= TOLERANCE, key + " differs by " + difference / largest);
    }
}
