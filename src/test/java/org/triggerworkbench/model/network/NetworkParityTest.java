package org.triggerworkbench.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.pickle.PickleFixtures;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.WeightSpec;

/** Networks against PyTorch's: names, shapes, and logits for weights by a formula; see {@code make_networks.py}. */
class NetworkParityTest {
    private static final int CLASSES = 5;
    private static final double TOLERANCE = 1e-4;
    /** Random weights make some logits large; a float has seven digits. */
    private static final double DIGITS = 1e-5;

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
    @ValueSource(
            strings = {
                "preactresnet18",
                "resnet18-cifar",
                "resnet18-cifar-torchvision",
                "wrn-16-1",
                "wrn-40-2",
                "wrn-28-10",
                "vgg16-bn-cifar",
                "vgg19-bn-cifar",
                "mobilenet-v2",
                "mobilenet-v2-cifar",
                "vgg16",
                "vgg16-bn",
                "vgg19",
                "vgg19-bn"
            })
    void logits_areThoseOfPyTorch(String name) throws IOException {
        JsonObject row = JsonParser.parseString(Files.readString(PickleFixtures.file("networks.json")))
                .getAsJsonObject()
                .getAsJsonObject(name);
        Layer network = network(name);
        List<WeightSpec> specs = network.weights().toList();
        assertEquals(row.get("weights").getAsInt(), specs.size());
        assertEquals(row.get("names").getAsLong(), crc(namesAndShapes(specs)), "the names and shapes are PyTorch's");
        int edge = row.get("edge").getAsInt();
        float[] expected = floats(row.getAsJsonArray("logits"));
        float[] images = new float[2 * 3 * edge * edge];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) number("images", i) * 2;
        }
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        specs.forEach(spec -> weights.put(spec.name(), HostTensor.of(values(spec), spec.shape())));
        try (TensorScope _ = new TensorScope();
                Parameters parameters = StateDict.toDevice(compute, weights)) {
            NDArray x = compute.tensor(images, 2, 3, edge, edge);
            float[] logits = network.forward(x, new ForwardPass(parameters, false, Set.of()))
                    .toFloatArray();
            double scale = 0;
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                scale = Math.max(scale, Math.abs(expected[i]));
                worst = Math.max(worst, Math.abs(expected[i] - logits[i]));
            }
            assertTrue(worst <= Math.max(TOLERANCE, DIGITS * scale), name + " differs by " + worst + " of " + scale);
        }
    }

    private static Layer network(String name) {
        double share = 1.0 / 8;
        return switch (name) {
            case "vgg16" -> PlainNetworks.vgg(16, false, share, CLASSES);
            case "vgg16-bn" -> PlainNetworks.vgg(16, true, share, CLASSES);
            case "vgg19" -> PlainNetworks.vgg(19, false, share, CLASSES);
            case "vgg19-bn" -> PlainNetworks.vgg(19, true, share, CLASSES);
            default -> {
                Architecture architecture = Architecture.named(name);
                yield architecture.network(architecture.input(), CLASSES);
            }
        };
    }

    private static String namesAndShapes(List<WeightSpec> specs) {
        return specs.stream()
                .map(spec -> spec.name() + Arrays.toString(spec.shape()).replace(" ", ""))
                .sorted((a, b) -> a.substring(0, a.indexOf('[')).compareTo(b.substring(0, b.indexOf('['))))
                .collect(Collectors.joining(";"));
    }

    private static float[] values(WeightSpec spec) {
        long[] shape = spec.shape();
        float[] values = new float[(int) HostTensor.elements(shape)];
        long seed = crc(spec.name());
        double scale = shape.length > 1 ? 2 * Math.sqrt(6.0 * shape[0] / values.length) : 1;
        boolean aroundOne = spec.name().endsWith("running_var") || spec.name().endsWith("weight");
        for (int i = 0; i < values.length; i++) {
            double value = number(seed, i);
            values[i] = (float) (shape.length > 1 ? value * scale : aroundOne ? value + 1 : value * 0.2);
        }
        return values;
    }

    private static double number(String name, int index) {
        return number(crc(name), index);
    }

    private static double number(long seed, int index) {
        long mask = 0xffffffffL;
        long x = (index * 2654435761L + seed) & mask;
        x = (x ^ (x >>> 15)) * 2246822519L & mask;
        x = (x ^ (x >>> 13)) * 3266489917L & mask;
        return x / 4294967296.0 - 0.5;
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static float[] floats(JsonArray rows) {
        float[] values = new float[rows.size() * CLASSES];
        int i = 0;
        for (JsonElement row : rows) {
            for (JsonElement value : row.getAsJsonArray()) {
                values[i++] = value.getAsFloat();
            }
        }
        return values;
    }
}
