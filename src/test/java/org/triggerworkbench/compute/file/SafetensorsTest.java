package org.triggerworkbench.compute.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.text.InputException;

class SafetensorsTest {
    private static final long FLIP_ALLOCATION_LIMIT = 8L << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void write_thenRead_givesEqualTensorsOfEveryType(ElementType type) {
        byte[] bytes = new byte[6 * type.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 2);
        }
        Map<String, HostTensor> tensors = Map.of("x", new HostTensor(type, new long[] {2, 3}, bytes));
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, tensors, Map.of("made", "by a test"));
        TensorFile read = Safetensors.read(file);
        assertEquals(tensors, read.tensors());
        assertEquals(Map.of("made", "by a test"), read.metadata());
    }

    @Test
    void write_scalarEmptyAndUnicode_areKept() {
        Map<String, HostTensor> tensors = sample();
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, tensors, Map.of("ключ", "\"значение\"\n"));
        TensorFile read = Safetensors.read(file);
        assertEquals(tensors, read.tensors());
        assertEquals(Map.of("ключ", "\"значение\"\n"), read.metadata());
    }

    @Test
    void write_equalInputInAnotherOrder_givesEqualAlignedBytes() throws IOException {
        Map<String, HostTensor> reversed = new LinkedHashMap<>();
        sample().entrySet().stream().toList().reversed().forEach(e -> reversed.put(e.getKey(), e.getValue()));
        Path one = folder.resolve("1");
        Path two = folder.resolve("2");
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("b", "2");
        metadata.put("a", "1");
        Safetensors.write(one, sample(), metadata);
        Safetensors.write(two, reversed, Map.of("a", "1", "b", "2"));
        byte[] bytes = Files.readAllBytes(one);
        assertArrayEquals(bytes, Files.readAllBytes(two));
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, header % 8);
        String text = new String(bytes, 8, (int) header, StandardCharsets.UTF_8);
        assertTrue(text.startsWith("{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\",\"sha256\":\""), text);
        assertTrue(text.indexOf("\"long\"") < text.indexOf("\"weight\""), text);
        assertTrue(text.indexOf("\"weight\"") < text.indexOf("\"flag\""), text);
    }

    @Test
    void write_reservedName_isRefused() {
        Map<String, HostTensor> tensors = Map.of("__metadata__", HostTensor.of(new float[1], 1));
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(folder.resolve("x"), tensors, Map.of()));
    }

    @Test
    void read_headerByteChanged_isRefusedOrRenamesOnly() throws IOException {
        Path file = folder.resolve("x.safetensors");
        // An empty tensor's shape may change and still need no bytes.
        Map<String, HostTensor> tensors = sample();
        tensors.remove("empty");
        Safetensors.write(file, tensors, Map.of("key", "value"));
        byte[] good = Files.readAllBytes(file);
        int headerEnd =
                8 + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Set<HostTensor> expected = Set.copyOf(tensors.values());
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int i = 0; i < headerEnd; i++) {
            for (int mask : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) mask;
                Files.write(file, bad);
                long before = threads.getCurrentThreadAllocatedBytes();
                try {
                    TensorFile read = Safetensors.read(file);
                    assertEquals(expected, Set.copyOf(read.tensors().values()), "byte " + i + " mask " + mask);
                } catch (InputException e) {
                    assertTrue(e.sentence().contains(file.toString()), e.sentence());
                    refused++;
                }
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                assertTrue(allocated < FLIP_ALLOCATION_LIMIT, "byte " + i + " allocated " + allocated);
            }
        }
        assertTrue(refused > headerEnd, "only " + refused + " refused");
    }

    @Test
    void read_anyPayloadBitFlipped_isFoundInOurFiles() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, Map.of("x", HostTensor.of(new float[] {1, 2, 3}, 3)), Map.of());
        byte[] good = Files.readAllBytes(file);
        for (int bit = 0; bit < 12 * 8; bit++) {
            byte[] bad = good.clone();
            bad[good.length - 12 + bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bad);
            refused(file, "SHA-256");
        }
    }

    @Test
    void read_truncatedAnywhere_isRefused() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, sample(), Map.of());
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThrows(InputException.class, () -> Safetensors.read(file));
        }
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        refused(file, "belong to no tensor");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1L << 60, 100_000_001, 1000})
    void read_absurdHeaderLength_isRefused(long length) throws IOException {
        Path file = folder.resolve("x");
        Files.write(
                file,
                ByteBuffer.allocate(100)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .put((byte) '{')
                        .array());
        refused(file, "header claims " + Long.toUnsignedString(length));
    }

    @Test
    void read_brokenHeader_namesTheFault() throws IOException {
        String entry = "'dtype':'F32','shape':[1],'data_offsets':[0,4]";
        refusedHeader(4, "[]", "brace");
        refusedHeader(4, "{'a':{" + entry + "}} x", "JSON");
        refusedHeader(4, "{'a':{" + entry + "},}", "JSON");
        refusedHeader(4, "{'a':{" + entry + "}", "JSON");
        refusedHeader(4, "{'a':[]}", "JSON");
        refusedHeader(4, "{'a':{" + entry + "},'a':{" + entry + "}}", "twice");
        refusedHeader(4, "{'__metadata__':{'k':'1','k':'2'},'a':{" + entry + "}}", "twice");
        refusedHeader(4, "{'__metadata__':{},'__metadata__':{},'a':{" + entry + "}}", "twice");
        refusedHeader(4, "{'__metadata__':{'k':1},'a':{" + entry + "}}", "JSON");
        refusedHeader(4, "{'\\ud800':{" + entry + "}}", "JSON");
        refusedHeader(4, "{'a':{" + entry + ",'dtype':'F32'}}", "another field");
        refusedHeader(4, "{'a':{'dtype':'F32','shape':[1]}}", "lacks");
        refusedHeader(4, "{'a':{" + entry.replace("F32", "C64") + "}}", "C64");
        refusedHeader(4, "{'a':{" + entry.replace("[1]", "[-1]") + "}}", "-1");
        refusedHeader(4, "{'a':{" + entry.replace("[1]", "['1']") + "}}", "whole number");
        refusedHeader(4, "{'a':{" + entry.replace("[1]", "[1.0]") + "}}", "whole number");
        refusedHeader(4, "{'a':{" + entry.replace("[1]", "[2]") + "}}", "needs 8");
        refusedHeader(4, "{'a':{" + entry.replace("[1]", "[4294967296,4294967296]") + "}}", "too large");
        refusedHeader(4, "{'a':{" + entry.replace("[1]", "[4611686018427387904]") + "}}", "whole number");
        refusedHeader(0, "{'a':{'dtype':'F64','shape':[536870912,4294967296],'data_offsets':[0,0]}}", "too large");
        refusedHeader(4, "{'a':{" + entry.replace("[0,4]", "[4,0]") + "}}", "outside");
        refusedHeader(4, "{'a':{" + entry.replace("[0,4]", "[1,5]") + "}}", "outside");
        refusedHeader(8, "{'a':{" + entry.replace("[0,4]", "[4,8]") + "}}", "hole");
        refusedHeader(8, "{'a':{" + entry + "}}", "belong to no tensor");
        refusedHeader(4, "{'a':{" + entry + "},'b':{" + entry + "}}", "overlaps");
    }

    @Test
    void read_invalidUtf8InName_isRefused() throws IOException {
        byte[] header =
                "{\"?\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}".getBytes(StandardCharsets.UTF_8);
        header[2] = (byte) 0xc3;
        refused(foreign(header, new byte[0]), "valid text");
    }

    @Test
    void read_foreignFileWithNan_isRefusedUnlessAskedFor() throws IOException {
        byte[] data = HostTensor.of(new float[] {1, Float.NaN}, 2).bytes();
        String header = "{\"bad weight\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        Path file = foreign(header.getBytes(StandardCharsets.UTF_8), data);
        refused(file, "bad weight holds NaN");
        assertTrue(Float.isNaN(Safetensors.read(file, ValuePolicy.ANY)
                .tensors()
                .values()
                .iterator()
                .next()
                .floats()[1]));
    }

    @Test
    void read_missingFileOrFolder_isRefused() {
        refused(folder.resolve("none"), "does not exist");
        refused(folder, "not a file");
    }

    @Test
    void read_publishedModels_allLoad() throws IOException {
        List<Path> files;
        try (var listing = Files.list(SharedData.require("models"))) {
            files = listing.filter(p -> p.toString().endsWith(".safetensors")).toList();
        }
        assertFalse(files.isEmpty());
        for (Path file : files) {
            TensorFile read = Safetensors.read(file);
            assertFalse(read.tensors().isEmpty());
            Path copy = folder.resolve("copy");
            Safetensors.write(copy, read.tensors(), read.metadata());
            TensorFile again = Safetensors.read(copy);
            assertEquals(read.tensors(), again.tensors());
            assertEquals(read.contentHash(), again.contentHash());
        }
    }

    @Test
    void contentHash_nameOrShapeChanged_differs() {
        HostTensor tensor = HostTensor.of(new float[4], 4);
        String hash = new TensorFile(Map.of("a", tensor), Map.of()).contentHash();
        assertEquals(hash, new TensorFile(Map.of("a", tensor), Map.of("k", "v")).contentHash());
        assertNotEquals(hash, new TensorFile(Map.of("b", tensor), Map.of()).contentHash());
        assertNotEquals(hash, new TensorFile(Map.of("a", HostTensor.of(new float[4], 2, 2)), Map.of()).contentHash());
    }

    static Map<String, HostTensor> sample() {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("flag", new HostTensor(ElementType.BOOL, new long[] {3}, new byte[] {1, 0, 1}));
        tensors.put("weight", HostTensor.of(new float[] {1, -2, 3, 4, 5, 6}, 2, 3));
        tensors.put("знак \"stop\" 🛑", HostTensor.of(new float[] {0.5f}));
        tensors.put("empty", HostTensor.of(new float[0], 3, 0, 2));
        tensors.put("long", HostTensor.of(new long[] {Long.MIN_VALUE, 7}, 2));
        return tensors;
    }

    private void refusedHeader(int dataBytes, String header, String fault) throws IOException {
        refused(foreign(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), new byte[dataBytes]), fault);
    }

    private Path foreign(byte[] header, byte[] data) throws IOException {
        return Files.write(
                folder.resolve("foreign"),
                ByteBuffer.allocate(8 + header.length + data.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .put(data)
                        .array());
    }

    private static void refused(Path file, String fault) {
        String sentence =
                assertThrows(InputException.class, () -> Safetensors.read(file)).sentence();
        assertTrue(sentence.contains(file.toString()) && sentence.contains(fault), sentence);
    }
}
