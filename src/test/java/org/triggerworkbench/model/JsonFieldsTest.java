package org.triggerworkbench.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.text.InputException;

class JsonFieldsTest {
    @TempDir
    Path folder;

    @Test
    void fileOfAnotherEncoding_isNoJson() throws IOException {
        Path file = Files.write(folder.resolve("config.json"), "{\"a\": 1}".getBytes(StandardCharsets.UTF_16));
        assertTrue(refusal(file).contains("is not valid JSON"), refusal(file));
    }

    @Test
    void fileThatIsTooLong_isNotRead() throws IOException {
        Path file = folder.resolve("config.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(33L << 20);
        }
        assertTrue(refusal(file).contains("has 33 MiB, but no more than 32 MiB"), refusal(file));
        assertEquals(1, JsonFields.read(Files.writeString(file, "{\"a\": 1}")).integer("a", 0));
    }

    private static String refusal(Path file) {
        return assertThrows(InputException.class, () -> JsonFields.read(file)).sentence();
    }
}
