package org.triggerworkbench.trigger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.TriggerFiles.Mode;

/** Triggers that do not say themselves how they are meant: small pictures and NumPy arrays. */
class TriggerReadingTest {
    /** Of 2 x 1 pixels: red beside half of blue. */
    private static final float[] RED_BLUE = {1, 0, 0, 0, 0, 0.5f};

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"3,4; 3; 4", "' 0 , 2 '; 0; 2", "bottom-right; 6; 5", "top-left; 0; 0", "centre; 3; 2"})
    void smallPicture_goesWhereItIsTold(String at, int x, int y) throws IOException {
        Trigger.Patch patch = assertInstanceOf(Trigger.Patch.class, read(picture(2, 1), null, at));
        assertEquals(new Placement.Fixed(x, y), patch.placement());
        assertEquals(2, patch.width());
        Trigger.Additive added = assertInstanceOf(Trigger.Additive.class, read(picture(2, 1), Mode.ADD, at));
        for (int i = 0; i < added.delta().length; i++) {
            boolean inside = i / 48 == 0 && i % 48 / 8 == y && (i % 8 == x || i % 8 == x + 1);
            assertEquals(inside ? 1 : 0, added.delta()[i], "value " + i);
        }
    }

    @Test
    void smallPicture_withoutAPlaceOrOffTheImage_isRefused() throws IOException {
        Path small = picture(2, 1);
        refused(small, null, null, "2 x 1 pixels", "--trigger-at");
        refused(small, null, "7,0", "leaves the 8 x 6 picture");
        refused(small, null, "somewhere", "somewhere");
        refused(picture(9, 1), null, "0,0", "9 x 1", "8 x 6");
    }

    @Test
    void maskAndPattern_areAPatch() {
        Path file = folder.resolve("trigger.npz");
        float[] mask = {1, 0.25f};
        Npz.write(file, Map.of("mask", HostTensor.of(mask, 1, 2), "pattern", HostTensor.of(RED_BLUE, 3, 1, 2)));
        assertTrue(TriggerFiles.isMasked(file));
        Trigger.Patch patch = assertInstanceOf(Trigger.Patch.class, read(file, null, "bottom-right"));
        assertArrayEquals(RED_BLUE, patch.pattern());
        assertArrayEquals(mask, patch.mask());
        assertEquals(new Placement.Fixed(6, 5), patch.placement());

        // Height x width x 3 in bytes, as Python's picture libraries have them.
        byte[] bytes = {(byte) 255, 0, 0, 0, 0, (byte) 128};
        HostTensor last = new HostTensor(ElementType.U8, new long[] {1, 2, 3}, bytes);
        Npz.write(file, Map.of("mask", HostTensor.of(mask, 1, 2, 1), "pattern", last));
        patch = assertInstanceOf(Trigger.Patch.class, read(file, null, "0,0"));
        assertArrayEquals(new float[] {1, 0, 0, 0, 0, 128 / 255f}, patch.pattern());
        assertArrayEquals(mask, patch.mask());
        Trigger.Additive added = assertInstanceOf(Trigger.Additive.class, read(file, Mode.ADD, "0,0"));
        assertEquals(0.25f * 128 / 255f, added.delta()[96 + 1]);

        // Bytes of 0 and 1, and the same in each of three channels.
        HostTensor bits = new HostTensor(ElementType.U8, new long[] {1, 2, 3}, new byte[] {0, 0, 0, 1, 1, 1});
        Npz.write(file, Map.of("mask", bits, "pattern", last));
        patch = assertInstanceOf(Trigger.Patch.class, read(file, null, "0,0"));
        assertArrayEquals(new float[] {0, 1}, patch.mask());
    }

    @Test
    void arrayAlone_isAddedIfItCanBeNothingElse_andAskedForIfNot() {
        Path file = folder.resolve("delta.npy");
        float[] delta = new float[3 * 48];
        delta[5] = -0.1f;
        Npy.write(file, HostTensor.of(delta, 1, 3, 6, 8));
        assertArrayEquals(
                delta,
                assertInstanceOf(Trigger.Additive.class, read(file, null, null)).delta());
        refused(file, Mode.REPLACE, null, "0 to 1");

        delta[5] = 0.1f;
        Npy.write(file, HostTensor.of(delta, 3, 6, 8));
        refused(file, null, null, "--trigger-mode add");
        assertInstanceOf(Trigger.Additive.class, read(file, Mode.ADD, null));
        assertTrue(read(file, Mode.REPLACE, null).hidesAll(8, 6));
    }

    @Test
    void fileThatIsNoTrigger_isToldWhatOneIs() throws IOException {
        byte[] jpeg = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0};
        refused(Files.write(folder.resolve("t.jpg"), jpeg), null, null, "t.jpg is no whole trigger", "give a PNG");
        refused(Files.write(folder.resolve("t.pkl"), new byte[] {(byte) 0x80, 2, '}', '.'}), null, null, "t.pkl is no");
        refused(Files.write(folder.resolve("t.safetensors"), jpeg), null, null, "not a complete safetensors");
        refused(Files.write(folder.resolve("t.npz"), new byte[0]), null, null, "is empty");
    }

    @Test
    void arraysThatAreNoTrigger_areRefused() {
        Path file = folder.resolve("a.npz");
        HostTensor pattern = HostTensor.of(RED_BLUE, 3, 1, 2);
        Npz.write(file, Map.of("x", pattern, "y", pattern));
        assertFalse(TriggerFiles.isMasked(file));
        refused(file, null, "0,0", "mask and a pattern");
        Npz.write(file, Map.of("mask", HostTensor.of(new float[] {1}, 1, 1), "pattern", pattern));
        refused(file, null, "0,0", "mask of [1, 1]", "[3, 1, 2]");
        HostTensor coloured = HostTensor.of(new float[] {1, 1, 0, 1, 1, 1}, 3, 1, 2);
        Npz.write(file, Map.of("mask", coloured, "pattern", pattern));
        refused(file, null, "0,0", "mask of [3, 1, 2]");
        Npz.write(file, Map.of("pattern", HostTensor.of(new float[8], 2, 2, 2)));
        refused(file, null, "0,0", "[2, 2, 2]");
        Npz.write(file, Map.of("pattern", HostTensor.of(new float[] {0, 2, 0}, 3, 1, 1)));
        refused(file, null, "0,0", "0 to 1");
    }

    @Test
    void warning_isForATriggerThatHidesTheImage() throws IOException {
        Trigger opaque = read(picture(8, 6), null, null);
        String warning = TriggerFiles.warning(opaque, 8, 6);
        assertNotNull(warning);
        assertTrue(warning.contains("--trigger-mode add") && warning.contains("{\"kind\": \"additive\"}"), warning);
        assertNull(TriggerFiles.warning(read(picture(8, 6), Mode.ADD, null), 8, 6));
        assertNull(TriggerFiles.warning(read(picture(2, 1), null, "0,0"), 8, 6));
        assertNull(TriggerFiles.warning(new Trigger.Blend(8, 6, new float[144], 0.2f), 8, 6));
        assertNotNull(TriggerFiles.warning(new Trigger.Blend(8, 6, new float[144], 1), 8, 6));
        assertNull(TriggerFiles.warning(null, 8, 6));
    }

    /** An opaque red picture. */
    private Path picture(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, 0xff0000);
        }
        Path file = folder.resolve(width + "x" + height + ".png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    private static Trigger read(Path file, @Nullable Mode mode, @Nullable String at) {
        return TriggerFiles.readAs(file, TriggerReading.of(mode, at), 8, 6);
    }

    private static void refused(Path file, @Nullable Mode mode, @Nullable String at, String... parts) {
        String sentence =
                assertThrows(InputException.class, () -> read(file, mode, at)).sentence();
        for (String part : parts) {
            assertTrue(sentence.contains(part), sentence);
        }
    }
}
