package org.triggerworkbench.model.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.Architecture;
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
    void resize_isTheShorterSideBeforeTheCrop() throws IOException {
        InputSpec published = Architecture.named("resnet18").input();
        assertEquals(
                Scaling.shortestEdge(256, Filter.BILINEAR),
                input("{}", published).scaling());
        assertEquals(
                Scaling.shortestEdge(224, Filter.BILINEAR),
                input("{\"resize\": 224}", published).scaling());
        InputSpec small = input("{\"size\": 64}", published);
        assertEquals(Scaling.shortestEdge(64, Filter.BILINEAR), small.scaling());
        Path file = folder.resolve("model.json");
        ModelCardFile.write(file, new ModelCard("a", "resnet18", List.of(), published, ""));
        assertEquals(published, input(Files.readString(file), small));
    }

    @Test
    void stretchAndFilter_areReadAsWritten() throws IOException {
        InputSpec published = Architecture.named("resnet18").input();
        InputSpec stretched = input("{\"size\": 64, \"resize\": [64, 64], \"filter\": \"bicubic\"}", published);
        assertEquals(Preprocessing.exact(64, 64, Filter.BICUBIC), stretched.preprocessing());
        InputSpec middle = input("{\"resize\": [300, 260], \"filter\": \"box\"}", published);
        assertEquals(
                new Preprocessing(224, 224, Scaling.exact(300, 260, Filter.BOX), CenterCrop.TORCHVISION),
                middle.preprocessing());
        InputSpec filtered = input("{\"filter\": \"lanczos\"}", published);
        assertEquals(Scaling.shortestEdge(256, Filter.LANCZOS), filtered.scaling());
        Path file = folder.resolve("model.json");
        for (InputSpec told : List.of(stretched, middle, filtered)) {
            ModelCardFile.write(file, new ModelCard("a", "resnet18", List.of(), told, ""));
            assertEquals(told, input(Files.readString(file), published));
        }
    }

    private InputSpec input(String json, InputSpec defaults) throws IOException {
        return read(json).card("a", "resnet18", List.of(), defaults).input();
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
                "{\"resize\": [256]}",
                "{\"resize\": [256, 0]}",
                "{\"filter\": \"sharp\"}",
                "{\"filter\": 3}",
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
