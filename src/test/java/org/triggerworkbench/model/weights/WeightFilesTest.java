package org.triggerworkbench.model.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.pickle.PickleFixtures;
import org.triggerworkbench.compute.pickle.PthFiles;
import org.triggerworkbench.text.InputException;

class WeightFilesTest {
    private static final Map<String, HostTensor> TENSORS = Map.of(
            "conv.weight",
            HostTensor.of(new float[] {1, 2, 3, 4}, 2, 2),
            "conv.bias",
            HostTensor.of(new float[] {5, 6}, 2));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model_state_dict", "model", "net", "netC"})
    void weightsUnderUsualNames_areFoundAndSaid(String key) throws IOException {
        Path file = PthFiles.write(
                folder.resolve("x.pth"), Map.of("epoch", 3, key, TENSORS, "best", HostTensor.of(new float[] {1}, 1)));
        NamedWeights weights = WeightFiles.read(file);
        assertEquals(TENSORS, weights.tensors());
        assertTrue(weights.remarks().getFirst().contains(key), weights.remarks().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.model.", "_orig_mod.module.", "net.", "backbone.", "network."})
    void prefixesOfWrappers_areTakenOffAndSaid(String prefix) throws IOException {
        Map<String, HostTensor> wrapped = new LinkedHashMap<>();
        TENSORS.forEach((name, tensor) -> wrapped.put(prefix + name, tensor));
        Path file = PthFiles.write(folder.resolve("x.pth"), wrapped);
        NamedWeights weights = WeightFiles.read(file);
        assertEquals(TENSORS, weights.tensors());
        assertTrue(
                weights.remarks().getFirst().contains("begin with " + prefix + ";"),
                weights.remarks().toString());
        assertArrayEquals(new long[] {2, 2}, WeightFiles.shapes(file).get("conv.weight"));
        wrapped.put("other", HostTensor.of(new float[] {1}, 1));
        assertEquals(
                wrapped.keySet(),
                WeightFiles.read(PthFiles.write(folder.resolve("y.pth"), wrapped))
                        .tensors()
                        .keySet());
    }

    @Test
    void shapes_areThoseOfTheNumbers() {
        for (String name : new String[] {"zip.pth", "legacy.pth", "nested.pth", "expected.safetensors"}) {
            Path file = PickleFixtures.file(name);
            Map<String, long[]> shapes = WeightFiles.shapes(file);
            Map<String, HostTensor> tensors = WeightFiles.read(file).tensors();
            assertEquals(tensors.keySet(), shapes.keySet());
            tensors.forEach((key, tensor) -> assertArrayEquals(tensor.shape(), shapes.get(key), key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "pytorch_model.bin"})
    void shards_areGathered(String form) throws IOException {
        Path index = shards(form, "\"conv.bias\"");
        assertEquals(index, WeightFiles.in(folder));
        assertEquals(TENSORS, WeightFiles.read(index).tensors());
        assertEquals(TENSORS.keySet(), WeightFiles.shapes(index).keySet());
    }

    @Test
    void brokenIndex_isRefused() throws IOException {
        refused(shards("model.safetensors", "\"conv.other\""), "conv.other");
        Path index = folder.resolve("model.safetensors.index.json");
        refused(Files.writeString(index, "{\"weight_map\": {\"a\": \"absent.safetensors\"}}"), "absent.safetensors");
        refused(Files.writeString(index, "{\"weight_map\": {\"a\": \"../../etc/passwd\"}}"), "not an index");
        refused(Files.writeString(index, "{\"weight_map\": {\"a\": [1]}}"), "not an index");
        refused(Files.writeString(index, "{}"), "not an index");
        refused(Files.writeString(index, "nothing"), "JSON");
    }

    @Test
    void nanWeights_areRefused() throws IOException {
        refused(PthFiles.write(folder.resolve("x.pth"), Map.of("w", HostTensor.of(new float[] {Float.NaN}, 1))), "NaN");
    }

    private Path shards(String form, String bias) throws IOException {
        String[] shards = {"shard-1-of-2." + form, "shard-2-of-2." + form};
        String[] names = {"conv.weight", "conv.bias"};
        for (int i = 0; i < 2; i++) {
            Path file = folder.resolve(shards[i]);
            Map<String, HostTensor> part = Map.of(names[i], Objects.requireNonNull(TENSORS.get(names[i])));
            if (form.endsWith(".bin")) {
                PthFiles.write(file, part);
            } else {
                Safetensors.write(file, part, Map.of());
            }
        }
        return Files.writeString(
                folder.resolve(form + ".index.json"),
                "{\"metadata\": {}, \"weight_map\": {\"conv.weight\": \"" + shards[0] + "\", " + bias + ": \""
                        + shards[1] + "\"}}");
    }

    private static void refused(Path file, String fault) {
        String sentence =
                assertThrows(InputException.class, () -> WeightFiles.read(file)).sentence();
        assertTrue(sentence.contains(file.toString()) && sentence.contains(fault), sentence);
    }
}
