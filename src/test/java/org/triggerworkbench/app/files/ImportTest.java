package org.triggerworkbench.app.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.text.InputException;

class ImportTest {
    @TempDir
    private Path folder;

    private static ModelQuestion question(Path model) {
        return new ModelQuestion(model, false, List.of(), null);
    }

    @Test
    void card_takesWhatWasFilledIn() {
        ModelCard card = question(folder.resolve("my.net.pt"))
                .card("small-vgg", " a \n\n b\n", " 32 x 48", "0.5", "0.1, 0.2 0.3");
        assertEquals("my.net", card.name());
        assertEquals(List.of("a", "b"), card.labels());
        assertEquals(32, card.input().width());
        assertEquals(48, card.input().height());
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f}, card.input().mean());
        assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f}, card.input().std());
    }

    @Test
    void card_refusesWhatCannotBe() {
        ModelQuestion question = question(folder.resolve("m.pt"));
        for (String[] wrong : new String[][] {
            {"", "0", "1"},
            {"0", "0", "1"},
            {"32x32x3", "0", "1"},
            {"32", "a", "1"},
            {"32", "0 0", "1"},
            {"32", "0", "0"}
        }) {
            assertThrows(
                    InputException.class,
                    () -> question.card("small-vgg", "", wrong[0], wrong[1], wrong[2]),
                    String.join("|", wrong));
        }
    }

    @Test
    void place_isBesideTheModelWhereItCanBe() throws IOException {
        Path model = Files.writeString(folder.resolve("net.safetensors"), "weights");
        CardPlace place = new CardPlace(folder.resolve("user"));
        assertEquals(model, place.known(model));
        assertEquals(model, place.write(model, question(model).card("small-vgg", "a", "32", "0", "1")));
        assertEquals(
                "small-vgg",
                ModelCardFile.read(folder.resolve("net.model.json")).architecture());
        place.delete(model);
        assertFalse(Files.exists(folder.resolve("net.model.json")));
    }

    @Test
    void place_isTheUsersFolderWhereTheModelsIsReadOnly() throws IOException {
        // A folder that is no folder can be written to by nobody, not even by a test run as root.
        Path locked = Path.of("/proc/self");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(locked) && !Files.isWritable(locked));
        Path model = locked.resolve("status");
        CardPlace place = new CardPlace(folder.resolve("user"));
        Path link = place.write(model, question(model).card("small-vgg", "a", "32", "0", "1"));
        assertNotEquals(model, link);
        assertTrue(Files.exists(link));
        assertEquals(link, place.known(model), "asked once only");
        assertEquals(ModelCardFile.find(link), CardPlace.beside(link));
    }

    @Test
    void photoFolder_isDataOfOneImage() throws IOException {
        Path photo = Files.copy(Path.of("assets/scenarios/clean-model/before.png"), folder.resolve("mine.png"));
        List<String> classes = List.of("stop", "limit 30", "no/entry");
        PhotoFolder words = PhotoFolder.write(folder.resolve("user"), photo, classes, "limit 30", true);
        var named = Sources.data(words.path().toString());
        assertEquals("mine", named.name());
        assertEquals(List.of("limit 30", "no-entry", "stop"), named.classNames());
        assertEquals(1, named.test().size());
        assertEquals("limit 30", named.classNames().get(named.test().label(0)));
        PhotoFolder numbered = PhotoFolder.write(folder.resolve("user"), photo, classes, "limit 30", false);
        var fixed = Sources.data(numbered.path().toString());
        assertEquals(1, fixed.test().label(0), "a model without words keeps its order");
        assertEquals(3, fixed.classNames().size());
        PhotoFolder own = PhotoFolder.write(folder.resolve("user"), photo, classes, "a cat", true);
        var more = Sources.data(own.path().toString());
        assertEquals("a cat", more.classNames().get(more.test().label(0)));
        assertEquals(4, more.classNames().size());
    }
}
