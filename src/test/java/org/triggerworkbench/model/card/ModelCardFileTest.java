package org.triggerworkbench.model.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.text.InputException;

class ModelCardFileTest {
    @TempDir
    private Path folder;

    @Test
    void card_isRead() throws IOException {
        ModelCardFile card = read("{\"size\": [48, 32], \"mean\": [0.1, 0.2, 0.3], \"name\": \"signs\"}");
        assertEquals(new ImageSize(48, 32), card.size());
        assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f}, card.mean());
        assertNull(card.std());
        assertEquals(new ImageSize(32, 32), read("{\"size\": 32}").size());
    }

    @Test
    void unknownKey_isRefusedWithTheNearest() {
        InputException refusal = assertThrows(InputException.class, () -> read("{\"lables\": []}"));
        assertTrue(refusal.sentence().contains("\"lables\"; did you mean \"labels\"?"), refusal.sentence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"size\": 0}",
                "{\"size\": 1.5}",
                "{\"size\": \"32\"}",
                "{\"std\": [1, 0, 1]}",
                "{\"mean\": [1, 2]}",
                "{\"labels\": [1]}",
                "{\"labels\": \"a\"}",
                "{\"name\": null}"
            })
    void wrongValue_isRefusedNamingTheFile(String json) {
        InputException refusal = assertThrows(InputException.class, () -> read(json));
        assertTrue(refusal.sentence().contains("model.json"), refusal.sentence());
    }

    @Test
    void ownCard_winsOverTheFoldersCard() throws IOException {
        Path model = folder.resolve("a.pt");
        assertNull(ModelCardFile.find(model));
        Path shared = Files.writeString(folder.resolve("model.json"), "{}");
        assertEquals(shared, ModelCardFile.find(model));
        Path own = Files.writeString(folder.resolve("a.model.json"), "{}");
        assertEquals(own, ModelCardFile.find(model));
    }

    private ModelCardFile read(String json) throws IOException {
        return ModelCardFile.read(Files.writeString(folder.resolve("model.json"), json));
    }
}
