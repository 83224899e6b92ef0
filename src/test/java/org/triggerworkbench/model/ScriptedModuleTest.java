package org.triggerworkbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;

/** A scripted module, written here by hand, saved in training mode, with dropout and a second output. */
class ScriptedModuleTest {
    private static final String CODE = """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.M,
                x: Tensor) -> Tuple[Tensor, Tensor]:
                training = self.training
                pooled = torch.mean(x, [2, 3])
                return (torch.dropout(pooled, 0.5, training), pooled)
            """;

    @TempDir
    private Path folder;

    @Test
    void scriptedDropout_staysOffAndOtherOutputsAreLayers() throws IOException {
        Path file = write(folder.resolve("scripted.pt"));
        try (Compute compute = Compute.openCpu();
                Classifier model = ModelFixture.load(compute, file, "");
                TensorScope _ = new TensorScope()) {
            assertEquals(3, model.classes());
            assertEquals(List.of("output.1"), model.layers());
            NDArray images = compute.images(new byte[] {51, 102, (byte) 255}, 1, 1, 1);
            Activations shown = model.activations(images, Set.of("output.1"));
            assertArrayEquals(new float[] {0.2f, 0.4f, 1f}, shown.output().toFloatArray(), 1e-6f);
            assertEquals(Set.of("output.1"), shown.layers().keySet());
        }
    }

    private static Path write(Path file) throws IOException {
        byte[] module = "\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0088ub."
                .getBytes(StandardCharsets.ISO_8859_1);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "data.pkl", module);
            put(zip, "code/__torch__.py", CODE.getBytes(StandardCharsets.UTF_8));
            put(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry("scripted/" + name));
        zip.write(content);
        zip.closeEntry();
    }
}
