package org.triggerworkbench.model.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.ValuePolicy;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.TokenBatch;

/** The same numbers as the transformers library gives for the same folder. */
@SuppressWarnings("try") // a scope is only there to end
class ClipParityTest {
    private static final Path PARITY = Path.of("src/test/resources/parity");
    private static final double TOLERANCE = 1e-4;
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
    @ValueSource(strings = {"clip-tiny", "clip-tiny-gelu-legacy"})
    void tokenize_givesTheIdsOfTheReference(String name) throws IOException {
        JsonObject reference = reference(name);
        JsonArray rows = reference.getAsJsonArray("ids");
        try (ClipModel model = ClipModel.load(compute, PARITY.resolve(name))) {
            TokenBatch batch = model.tokenize(texts(reference));
            for (int i = 0; i < batch.size(); i++) {
                long[] expected = longs(rows.get(i).getAsJsonArray());
                assertArrayEquals(expected, Arrays.copyOf(batch.ids()[i], expected.length));
                assertTrue(batch.ends()[i] == expected.length - 1, name + " end of text " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip-tiny", "clip-tiny-gelu-legacy"})
    void forward_matchesTheReference(String name) throws IOException {
        Map<String, HostTensor> expected = tensors(name);
        try (ClipModel model = ClipModel.load(compute, PARITY.resolve(name));
                TensorScope scope = new TensorScope()) {
            NDArray images = images(model, find(expected, "pixel_values"));
            Activations seen = model.activations(images, Set.copyOf(model.layers()));
            NDArray text = model.textEmbeddings(texts(reference(name)));
            compare(name, "image_embeds", expected, model.imageEmbeddings(images));
            compare(name, "text_embeds", expected, text);
            compare(name, "logits_per_image", expected, logits(model, images, text));
            for (int i = 0; i <= model.config().vision().layers(); i++) {
                String layer = i == 0 ? ClipModel.EMBEDDINGS : ClipModel.BLOCK + (i - 1);
                NDArray state = find(seen.layers(), layer);
                compare(name, "vision_cls_" + i, expected, state.get(new NDIndex(":, 0")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip-tiny", "clip-tiny-gelu-legacy"})
    void pixelGradient_matchesTheReference(String name) throws Exception {
        Map<String, HostTensor> expected = tensors(name);
        List<String> texts = texts(reference(name));
        compute.gradientThread()
                .submitRun("parity", () -> {
                    try (ClipModel model = ClipModel.load(compute, PARITY.resolve(name));
                            TensorScope scope = new TensorScope()) {
                        NDArray images = images(model, find(expected, "pixel_values"));
                        images.setRequiresGradient(true);
                        compute.gradientThread().backward(() -> logits(model, images, model.textEmbeddings(texts))
                                .logSoftmax(1)
                                .get(new NDIndex(":, 0"))
                                .sum());
                        // The reference is the gradient in normalised pixels: x = (image - mean) / std.
                        NDArray std = compute.tensor(model.card().input().std(), 1, 3, 1, 1);
                        compare(
                                name,
                                "pixel_values_grad",
                                expected,
                                images.getGradient().mul(std));
                        return true;
                    }
                })
                .get();
    }

    private static NDArray logits(ClipModel model, NDArray images, NDArray text) {
        return model.imageEmbeddings(images).matMul(text.transpose()).mul(model.logitScale());
    }

    private static NDArray images(ClipModel model, HostTensor pixels) {
        NDArray mean = compute.tensor(model.card().input().mean(), 1, 3, 1, 1);
        NDArray std = compute.tensor(model.card().input().std(), 1, 3, 1, 1);
        return compute.tensor(pixels).mul(std).add(mean);
    }

    private static void compare(String name, String key, Map<String, HostTensor> references, NDArray actual) {
        HostTensor reference = find(references, key);
        assertArrayEquals(reference.shape(), actual.getShape().getShape(), key);
        float[] expected = reference.floats();
        float[] found = actual.toFloatArray();
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs((double) expected[i] - found[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        System.out.printf("parity %s %s %.2e%n", name, key, difference / largest);
        assertTrue(difference / largest <= TOLERANCE, name + " " + key + " differs by " + difference / largest);
    }

    private static Map<String, HostTensor> tensors(String name) {
        return Safetensors.read(PARITY.resolve(name).resolve("reference.safetensors"), ValuePolicy.ANY)
                .tensors();
    }

    private static JsonObject reference(String name) throws IOException {
        return JsonParser.parseString(Files.readString(PARITY.resolve(name).resolve("reference.json")))
                .getAsJsonObject();
    }

    private static List<String> texts(JsonObject reference) {
        List<String> texts = new ArrayList<>();
        reference.getAsJsonArray("texts").forEach(text -> texts.add(text.getAsString()));
        return texts;
    }

    private static <T> T find(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static long[] longs(JsonArray array) {
        long[] values = new long[array.size()];
        Arrays.setAll(values, i -> array.get(i).getAsLong());
        return values;
    }
}
