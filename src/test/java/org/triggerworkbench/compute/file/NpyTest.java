package org.triggerworkbench.compute.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.text.InputException;

class NpyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BF16")
    void write_thenRead_givesEqualTensorsOfEveryType(ElementType type) {
        HostTensor tensor = new HostTensor(type, new long[] {1, 2}, new byte[2 * type.size()]);
        Path file = folder.resolve("x.npy");
        Npy.write(file, tensor);
        assertEquals(Map.of(Npy.NAME, tensor), Npy.read(file).tensors());
    }

    @Test
    void write_bfloat16_isWidened() {
        HostTensor tensor = new HostTensor(ElementType.BF16, new long[] {1}, new byte[] {(byte) 0x80, 0x3f});
        Path file = folder.resolve("x.npy");
        Npy.write(file, tensor);
        assertEquals(
                Map.of(Npy.NAME, HostTensor.of(new float[] {1}, 1)),
                Npy.read(file).tensors());
    }

    @Test
    void npz_writeThenRead_keepsScalarEmptyAndUnicode() throws IOException {
        Path file = folder.resolve("x.npz");
        Npz.write(file, SafetensorsTest.sample());
        assertEquals(SafetensorsTest.sample(), Npz.read(file).tensors());
        byte[] first = Files.readAllBytes(file);
        Npz.write(file, SafetensorsTest.sample());
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void npz_anyBitFlipped_isFoundOrHarmless() throws IOException {
        Path file = folder.resolve("x.npz");
        Map<String, HostTensor> tensors = Map.of("x", HostTensor.of(new float[] {1, 2, 3}, 3));
        Npz.write(file, tensors);
        byte[] good = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            try {
                // Times and the like may change unseen, and so may names.
                assertEquals(
                        tensors.get("x"),
                        Npz.read(file).tensors().values().stream().findFirst().orElse(tensors.get("x")),
                        "byte " + i);
            } catch (InputException e) {
                refused++;
            }
        }
        assertTrue(refused >= 12 + 128, "only " + refused + " refused");
    }

    @Test
    void read_headerByteChanged_neverFailsOtherwiseThanWithASentence() throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.write(file, HostTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        byte[] good = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < good.length - 24; i++) {
            for (int mask = 1; mask < 256; mask <<= 1) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) mask;
                Files.write(file, bad);
                try {
                    assertEquals(
                            6,
                            HostTensor.elements(Npy.read(file, ValuePolicy.ANY)
                                    .tensors()
                                    .values()
                                    .iterator()
                                    .next()
                                    .shape()));
                } catch (InputException e) {
                    refused++;
                }
            }
        }
        assertTrue(refused > 60 * 8, "only " + refused + " refused");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void read_everyVersion_isUnderstood(int version) throws IOException {
        assertEquals(HostTensor.of(new float[] {0, 0}, 2), read(npy(version, "<f4", "False", "(2,)", new byte[8])));
    }

    @Test
    void read_bigEndianInFortranOrder_isTurnedRound() throws IOException {
        byte[] data = ByteBuffer.allocate(24)
                .putInt(1)
                .putInt(4)
                .putInt(2)
                .putInt(5)
                .putInt(3)
                .putInt(6)
                .array();
        HostTensor read = read(npy(1, ">i4", "True", "(2, 3)", data));
        assertArrayEquals(new long[] {1, 2, 3, 4, 5, 6}, read.longs());
        assertArrayEquals(new long[] {2, 3}, read.shape());
    }

    @Test
    void read_objects_areRefusedAsPickles() throws IOException {
        refused(npy(1, "|O", "False", "(1,)", new byte[8]), "arbitrary code");
    }

    @Test
    void read_unknownTypes_areRefused() throws IOException {
        refused(npy(1, "<c8", "False", "(1,)", new byte[8]), "<c8");
        refused(npy(1, "<U3", "False", "(1,)", new byte[12]), "<U3");
        refused(npy(1, "|f4", "False", "(1,)", new byte[4]), "|f4");
    }

    @Test
    void read_brokenHeaders_areRefused() throws IOException {
        refused(npy(4, "<f4", "False", "(1,)", new byte[4]), "version 4.0");
        refused(npy(1, "<f4", "false", "(1,)", new byte[4]), "not understood");
        refused(npy(1, "<f4", "False", "(1)", new byte[4]), "not understood");
        refused(npy(1, "<f4", "False", "(-1,)", new byte[4]), "not understood");
        refused(npy(1, "<f4", "False", "(" + "1,".repeat(30_000) + ")", new byte[4]), "not understood");
        refused(npy(1, "<f4", "False", "(2,)", new byte[4]), "needs 8");
        refused(npy(1, "<f4", "False", "(1,)", new byte[5]), "needs 4");
        refused(npy(1, "<f4", "False", "(4294967296, 4294967296)", new byte[4]), "too large");
        refused(npy(1, "<f4", "False", "(1,), 'more': (1,)", new byte[4]), "not understood");
        refused(Arrays.copyOf(npy(1, "<f4", "False", "(1,)", new byte[4]), 9), "ends before");
        refused(new byte[] {1, 2, 3}, "ends before");
        refused(new byte[0], "is empty");
    }

    @Test
    void read_nan_isRefusedUnlessAskedFor() throws IOException {
        Path file = folder.resolve("x.npz");
        Npz.write(file, Map.of("weights", HostTensor.of(new float[] {Float.NEGATIVE_INFINITY}, 1)));
        assertTrue(assertThrows(InputException.class, () -> Npz.read(file))
                .sentence()
                .contains("weights"));
        assertEquals(1, Npz.read(file, ValuePolicy.ANY).tensors().size());
    }

    @Test
    void npz_deflatedEntryWhoseShapeClaimsLessThanItHolds_isRefused() throws IOException {
        byte[] array = npy(1, "<f4", "False", "(1,)", new byte[1 << 22]);
        Path file = folder.resolve("bomb.npz");
        Files.write(file, zip("x.npy", array));
        String sentence =
                assertThrows(InputException.class, () -> Npz.read(file)).sentence();
        assertTrue(sentence.contains("needs 4"), sentence);
    }

    @Test
    void npz_foreignEntryOrTruncation_isRefused() throws IOException {
        Path file = folder.resolve("x.npz");
        byte[] zip = zip("readme.txt", new byte[1]);
        Files.write(file, zip);
        assertTrue(assertThrows(InputException.class, () -> Npz.read(file))
                .sentence()
                .contains("readme.txt"));
        for (int length = 0; length < zip.length; length++) {
            Files.write(file, Arrays.copyOf(zip, length));
            assertThrows(InputException.class, () -> Npz.read(file));
        }
    }

    static byte[] npy(int version, String descr, String fortran, String shape, byte[] data) throws IOException {
        String header = "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        out.write(header.length());
        out.write(header.length() >> 8);
        if (version > 1) {
            out.write(new byte[2]);
        }
        out.write(header.getBytes(StandardCharsets.ISO_8859_1));
        out.write(data);
        return out.toByteArray();
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    private HostTensor read(byte[] bytes) throws IOException {
        return Npy.read(Files.write(folder.resolve("x"), bytes))
                .tensors()
                .values()
                .iterator()
                .next();
    }

    private void refused(byte[] bytes, String fault) {
        String sentence = assertThrows(InputException.class, () -> read(bytes)).sentence();
        assertTrue(sentence.contains(folder.toString()) && sentence.contains(fault), sentence);
    }
}
