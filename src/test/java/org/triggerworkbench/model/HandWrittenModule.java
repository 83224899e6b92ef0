package org.triggerworkbench.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** TorchScript files without weights, written here by hand, saved in training mode. */
public final class HandWrittenModule {
    private HandWrittenModule() {}

    /**
     * Writes one.
     *
     * @param returns the type of what {@code forward} returns
     * @param lines its body, of {@code x}, N x 3 x H x W, and {@code training}
     */
    public static Path write(Path file, String returns, String... lines) throws IOException {
        StringBuilder code = new StringBuilder("""
                class M(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.M,
                    x: Tensor) -> %s:
                    training = self.training
                """.formatted(returns));
        for (String line : lines) {
            code.append("    ").append(line).append('\n');
        }
        byte[] module = "\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0088ub."
                .getBytes(StandardCharsets.ISO_8859_1);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "data.pkl", module);
            put(zip, "code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
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
