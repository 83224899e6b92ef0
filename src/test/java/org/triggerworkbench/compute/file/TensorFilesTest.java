package org.triggerworkbench.compute.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.TensorFiles.Kind;
import org.triggerworkbench.compute.pickle.PickleFixtures;
import org.triggerworkbench.text.InputException;

class TensorFilesTest {
    private static final HostTensor TENSOR = HostTensor.of(new float[] {1, 2}, 2);

    @TempDir
    Path folder;

    @Test
    void read_goesByContentNotByName() {
        Path safetensors = folder.resolve("a.npy");
        Safetensors.write(safetensors, Map.of("x", TENSOR), Map.of());
        Path npy = folder.resolve("b.npz");
        Npy.write(npy, TENSOR);
        Path npz = folder.resolve("c.safetensors");
        Npz.write(npz, Map.of("x", TENSOR));
        assertEquals(Kind.SAFETENSORS, TensorFiles.kind(safetensors));
        assertEquals(Kind.NPY, TensorFiles.kind(npy));
        assertEquals(Kind.NPZ, TensorFiles.kind(npz));
        assertEquals(Map.of("x", TENSOR), TensorFiles.read(safetensors).tensors());
        assertEquals(Map.of(Npy.NAME, TENSOR), TensorFiles.read(npy).tensors());
        assertEquals(Map.of("x", TENSOR), TensorFiles.read(npz).tensors());
    }

    @Test
    void kind_safetensorsWhoseLengthLooksLikeAPickle_isSafetensors() throws IOException {
        Path file = folder.resolve("x");
        // 0x0280 little-endian is 80 02, the mark of a pickle.
        int extra = 1;
        do {
            Safetensors.write(file, Map.of("x", TENSOR), Map.of("pad", "p".repeat(extra++)));
        } while (Files.readAllBytes(file)[1] != 2 || (Files.readAllBytes(file)[0] & 0xff) != 0x80);
        assertEquals(Kind.SAFETENSORS, TensorFiles.kind(file));
        assertEquals(Map.of("x", TENSOR), TensorFiles.read(file).tensors());
    }

    @Test
    void read_picklesWithoutWeights_areRefusedWithTheWayOut() throws IOException {
        Path bare = Files.write(folder.resolve("x.pt"), new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 'l', 'F', '.'});
        Path archive =
                Files.write(folder.resolve("y.pt"), zip("archive/data.pkl", "archive/data/0", "archive/version"));
        Path constantsOnly = Files.write(folder.resolve("z.pt"), zip("a/data.pkl", "b/constants.pkl", "b/code/x.py"));
        for (Path file : List.of(bare, archive, constantsOnly)) {
            assertEquals(Kind.PICKLE, TensorFiles.kind(file));
            refused(file, file.equals(bare) ? "not a complete" : "instruction 0x01");
        }
        refused(Files.write(folder.resolve("none.pt"), new byte[] {(byte) 0x80, 2, '}', '.'}), "torch.save");
    }

    @Test
    void read_weightsOfPyTorch_areThose() {
        assertEquals(
                TensorFiles.read(PickleFixtures.file("expected.safetensors")).contentHash(),
                TensorFiles.read(PickleFixtures.file("nested.pth")).contentHash());
    }

    @Test
    void read_torchScript_isNoTensorFile() throws IOException {
        Path file =
                Files.write(folder.resolve("x.pt"), zip("m/data.pkl", "m/constants.pkl", "m/code/x.py", "m/data/0"));
        assertEquals(Kind.TORCHSCRIPT, TensorFiles.kind(file));
        refused(file, "TorchScript");
    }

    @Test
    void kind_publishedModels_areTorchScript() throws IOException {
        List<Path> files;
        try (var listing = Files.list(SharedData.require("models"))) {
            files = listing.filter(path -> path.toString().endsWith(".pt")).toList();
        }
        assertFalse(files.isEmpty());
        files.forEach(file -> assertEquals(Kind.TORCHSCRIPT, TensorFiles.kind(file), file.toString()));
    }

    @Test
    void read_emptyUnknownOrDamaged_isRefused() throws IOException {
        refused(Files.write(folder.resolve("empty"), new byte[0]), "is empty");
        refused(Files.writeString(folder.resolve("text"), "(dp0\n."), "not a tensor file");
        refused(Files.write(folder.resolve("png"), zip("readme.txt")), "not a tensor file");
        refused(Files.write(folder.resolve("cut"), new byte[] {'P', 'K', 3, 4, 0, 0}), "zip archive");
        refused(folder.resolve("none"), "does not exist");
        byte[] long60 = new byte[64];
        long60[7] = 0x10;
        long60[8] = '{';
        refused(Files.write(folder.resolve("long"), long60), "claims 1152921504606846976 bytes");
        assertEquals(Kind.UNKNOWN, TensorFiles.kind(folder.resolve("empty")));
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
            }
        }
        return out.toByteArray();
    }

    private static void refused(Path file, String fault) {
        String sentence =
                assertThrows(InputException.class, () -> TensorFiles.read(file)).sentence();
        assertTrue(sentence.contains(file.toString()) && sentence.contains(fault), sentence);
    }
}
