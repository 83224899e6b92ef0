package org.triggerworkbench.compute.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.pickle.Item.Mapping;
import org.triggerworkbench.compute.pickle.Item.Sequence;
import org.triggerworkbench.text.InputException;

/** Files of PyTorch and of Python, and files that were made to do harm. */
class PickleFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth", "nested.pth"})
    void weights_areThoseThatPyTorchSaved(String name) {
        PickleFile file = PickleFile.open(PickleFixtures.file(name));
        StateDicts.Found found = Objects.requireNonNull(StateDicts.in(file.root()));
        assertEquals(name.equals("nested.pth") ? List.of("model", "state_dict") : List.of(), found.path());
        Map<String, HostTensor> expected =
                Safetensors.read(PickleFixtures.file("expected.safetensors")).tensors();
        Map<String, HostTensor> read = file.read(found.tensors());
        assertEquals(expected.keySet(), read.keySet());
        expected.forEach((key, tensor) -> assertEquals(tensor, read.get(key), key));
        assertEquals("f32", read.keySet().iterator().next());
    }

    private static Item item(Mapping root, String key) {
        return Objects.requireNonNull(root.get(key), key);
    }

    @Test
    void moduleState_withAttributesOfItsDictionary_isRead() {
        StateDicts.Found found = Objects.requireNonNull(
                StateDicts.in(PickleFile.open(PickleFixtures.file("module.pth")).root()));
        assertEquals(7, found.tensors().size());
        assertArrayEquals(
                new long[] {2, 3, 1, 1},
                Objects.requireNonNull(found.tensors().get("0.weight")).shape());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void plainData_ofEveryProtocol(int protocol) {
        PickleFile file = PickleFile.open(PickleFixtures.file("plain-" + protocol + ".pkl"));
        Mapping root = (Mapping) file.root();
        assertEquals(
                new HostTensor(HostTensor.ElementType.U8, new long[] {2, 3}, new byte[] {0, 1, 2, 3, 4, 5}),
                file.read(Objects.requireNonNull(item(root, "array").asTensor())));
        assertArrayEquals(
                new float[] {0, 1, 2, 3, 4, 5},
                file.read(Objects.requireNonNull(item(root, "columns").asTensor()))
                        .floats());
        assertNull(item(root, "objects").asTensor());
        assertEquals(
                List.of(
                        new Item.Whole(1),
                        new Item.Whole(-2),
                        new Item.Whole(1L << 40),
                        new Item.Truth(true),
                        Item.None.NONE,
                        new Item.Real(0.25)),
                ((Sequence) item(root, "list")).items());
        assertEquals("é中", item(root, "text").asText());
        assertArrayEquals(new byte[] {0, -1}, ((Item.Bytes) item(root, "bytes")).value());
        assertEquals(0, ((Item.Bytes) item(root, "no bytes")).value().length);
        assertEquals(List.of(new Item.Whole(7)), ((Sequence) item(root, "set")).items());
        assertEquals(
                "three",
                Objects.requireNonNull(((Mapping) item(root, "keys")).entries().get(new Item.Whole(3)))
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.pkl", "evil.pth"})
    void codeInAFile_isNamedAndNotRun(String name) {
        String sentence = refused(PickleFixtures.file(name));
        assertTrue(sentence.contains(".system") && sentence.contains("nothing in the file was run"), sentence);
        assertFalse(Files.exists(Path.of("unpickled")));
    }

    @Test
    void wholeModule_isRefusedWithTheWayOut() {
        String sentence = refused(PickleFixtures.file("whole-module.pth"));
        assertTrue(sentence.contains("torch.nn.modules") && sentence.contains("model.state_dict()"), sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c__builtin__\neval\n.",
                "cposix\nsystem\n.",
                "ctorch._utils\n_rebuild_tensor_v3\n.",
                "ccollections\ndefaultdict\n.",
                "cnumpy\nload\n.",
                "ctorch\nload\n.",
                "ctorch._utils._rebuild_tensor_v2\nx\n."
            })
    void anyOtherName_isNamedInTheRefusal(String pickle) throws IOException {
        String sentence = refused(write("\u0080\u0002" + pickle));
        assertTrue(sentence.contains(pickle.substring(1, pickle.length() - 2).replace('\n', '.')), sentence);
    }

    @ParameterizedTest
    @ValueSource(
            chars = {'i', 'o', 'P', '\u0081', '\u0092', '\u0082', '\u0083', '\u0084', '\u0097', '\u0098', 'I', 'S', '0'
            })
    void anyOtherInstruction_isNamed(char opcode) throws IOException {
        String sentence = refused(write("\u0080\u0002)" + opcode + "."));
        assertTrue(sentence.contains(String.format("the instruction 0x%02x", (int) opcode)), sentence);
    }

    @Test
    void listsThatHoldThemselvesOrGrowByDoubling_areRefused() throws IOException {
        assertTrue(refused(write("\u0080\u0002]q\u0000h\u0000a.")).contains("holds itself"));
        StringBuilder doubling = new StringBuilder("\u0080\u0004)\u0094");
        for (int i = 0; i < 60; i++) {
            // Each tuple holds the one before it twice.
            doubling.append("h").append((char) i).append("\u0086\u0094");
        }
        assertTrue(refused(write(doubling + ".")).contains("more than"));
    }

    @Test
    void deepNesting_isRefused() throws IOException {
        assertTrue(refused(write("\u0080\u0002" + ")" + "\u0085".repeat(200) + "."))
                .contains("nested"));
        assertTrue(refused(write("\u0080\u0002" + "(".repeat(5000) + ".")).contains("nested"));
    }

    @Test
    void claimsBeyondTheFile_allocateNothing() throws IOException {
        refused(write("\u0080\u0004\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f."));
        refused(write("\u0080\u0004\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff."));
        refused(write("\u0080\u0002X\u00ff\u00ff\u00ff\u00ff."));
        refused(write("\u0080\u0002T\u00ff\u00ff\u00ff\u007f."));
    }

    @Test
    void viewOutsideItsStorage_isRefused() throws IOException {
        assertNotNull(tensor(0, 2, 1, 2));
        assertTrue(refused(archive(pickledTensor(1, 2, 1, 2), 8)).contains("reaches outside"));
        assertTrue(refused(archive(pickledTensor(0, 2, 2, 2), 8)).contains("reaches outside"));
        assertTrue(refused(archive(pickledTensor(0, 3, 1, 2), 8)).contains("reaches outside"));
    }

    @Test
    void viewThatRepeatsItsNumbers_isBounded() throws IOException {
        assertEquals(20, tensor(0, 20, 0, 2).bytes().length / 4);
        Path bomb = archive(pickledTensor(0, 250, 0, 2), 8);
        PickleFile file = PickleFile.open(bomb);
        Item.Tensor view = Objects.requireNonNull(
                Objects.requireNonNull(((Mapping) file.root()).get("w")).asTensor());
        String sentence =
                assertThrows(InputException.class, () -> file.read(view)).sentence();
        assertTrue(sentence.contains("would unpack to 1000 bytes"), sentence);
    }

    @Test
    void storageOfAnotherSize_isRefused() throws IOException {
        PickleFile file = PickleFile.open(archive(pickledTensor(0, 2, 1, 2), 4));
        Item.Tensor view = Objects.requireNonNull(
                Objects.requireNonNull(((Mapping) file.root()).get("w")).asTensor());
        assertThrows(InputException.class, () -> file.read(view));
    }

    @Test
    void zipThatExpandsFar_isRefused() throws IOException {
        Path bomb = archive("\u0080\u0002X" + "\u0000\u0000\u0010\u0000" + " ".repeat(1 << 20) + ".", 8);
        assertTrue(refused(bomb).contains("would unpack"));
    }

    @Test
    void bytesAfterTheEnd_areRefused() throws IOException {
        assertTrue(refused(write("\u0080\u0002N.N.")).contains("2 bytes at its end"));
    }

    private HostTensor tensor(int offset, int size, int stride, int elements) throws IOException {
        PickleFile file = PickleFile.open(archive(pickledTensor(offset, size, stride, elements), 4 * elements));
        return file.read(Objects.requireNonNull(
                Objects.requireNonNull(((Mapping) file.root()).get("w")).asTensor()));
    }

    /** {"w": a view of a storage of floats}, numbers below 256. */
    private static String pickledTensor(int offset, int size, int stride, int elements) {
        return "\u0080\u0002}U\u0001wctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010"
                + "U\u0003cpuK" + (char) elements + "tQK" + (char) offset + "K" + (char) size + "\u0085K"
                + (char) stride
                + "\u0085\u0089NtRs.";
    }

    private Path archive(String pickle, int storageBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write(bytes(pickle));
            zip.putNextEntry(new ZipEntry("a/data/0"));
            zip.write(new byte[storageBytes]);
        }
        return Files.write(folder.resolve("archive.pth"), out.toByteArray());
    }

    private Path write(String pickle) throws IOException {
        return Files.write(folder.resolve("x.pkl"), bytes(pickle));
    }

    private static byte[] bytes(String letters) {
        return letters.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String refused(Path file) {
        String sentence =
                assertThrows(InputException.class, () -> PickleFile.open(file)).sentence();
        assertTrue(sentence.contains(file.toString()), sentence);
        return sentence;
    }
}
