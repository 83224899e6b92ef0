package org.triggerworkbench.experiment.open;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

class TriggersTest {
    private static final int EDGE = 8;

    @TempDir
    Path folder;

    @Test
    void colour_isASquareOfThatColour() throws IOException {
        Trigger.Patch patch =
                assertInstanceOf(Trigger.Patch.class, triggers("""
                kind = "colour"
                colour = "#ff0080"
                size = 2
                position = "bottom"
                margin = 1
                """).own());
        assertArrayEquals(
                new float[] {1, 1, 1, 1, 0, 0, 0, 0, 128 / 255f, 128 / 255f, 128 / 255f, 128 / 255f}, patch.pattern());
        assertEquals(new Placement.Fixed(3, 5), patch.placement());
    }

    @Test
    void blend_isNoiseOverTheWholeInput() throws IOException {
        Triggers triggers = triggers("kind = \"blend\"\nopacity = 0.2");
        Trigger.Blend blend = assertInstanceOf(Trigger.Blend.class, triggers.own());
        assertEquals(0.2f, blend.opacity());
        assertArrayEquals(PatchPatterns.noise(EDGE, EDGE, 1).values(), blend.picture());
        assertFalse(triggers.isMovable(blend));
        Trigger.Blend other = assertInstanceOf(Trigger.Blend.class, triggers.noise(blend));
        assertFalse(Arrays.equals(blend.picture(), other.picture()));
        Trigger.Blend negative = assertInstanceOf(Trigger.Blend.class, ControlTriggers.negative(blend));
        assertEquals(1 - blend.picture()[0], negative.picture()[0]);
    }

    @Test
    void blend_takesAPictureOfAnySize() throws IOException {
        Path picture = folder.resolve("red.png");
        byte[] rgb = new byte[3 * 16];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = -1;
        }
        PictureFiles.writePng(picture, new Picture(4, 4, rgb));
        Trigger.Blend blend = assertInstanceOf(
                Trigger.Blend.class,
                triggers("kind = \"blend\"\nfile = '" + picture + "'").own());
        assertEquals(EDGE, blend.width());
        assertEquals(1, blend.picture()[0]);
        assertEquals(0, blend.picture()[EDGE * EDGE]);
    }

    @Test
    void read_refusesWhatIsNoColourAndANewModelWithoutArchitecture() {
        InputException colour =
                assertThrows(InputException.class, () -> experiment("kind = \"colour\"\ncolour = \"yellow\""));
        assertTrue(colour.sentence().contains("\"yellow\""), colour.sentence());
        InputException model =
                assertThrows(InputException.class, () -> experiment("size = 4\n[model]\nsource = \"new\""));
        assertTrue(model.sentence().contains("cifar-resnet20"), model.sentence());
    }

    private Triggers triggers(String table) throws IOException {
        return new Triggers(experiment(table), EDGE, EDGE);
    }

    private Experiment experiment(String table) throws IOException {
        Path file = folder.resolve("experiment.toml");
        Files.writeString(file, "[trigger]\n" + table);
        return ExperimentFile.read(file);
    }
}
