package org.triggerworkbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetsTest {
    @Test
    void isCurrent_tellsAFileFromOneOfAnotherContent(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("some.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("scene.toml"));
            out.write("one".getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        URL entry = URI.create("jar:" + jar.toUri() + "!/scene.toml").toURL();
        Path file = folder.resolve("scene.toml");
        assertFalse(Assets.isCurrent(entry, file));
        Files.writeString(file, "two");
        assertFalse(Assets.isCurrent(entry, file));
        Files.writeString(file, "one");
        assertTrue(Assets.isCurrent(entry, file));
    }

    @Test
    void file_isTheBundledOne() throws IOException {
        assertEquals(
                Files.readString(Path.of("assets/experiments/demo.toml")),
                Files.readString(Assets.file("assets/experiments/demo.toml")));
    }
}
