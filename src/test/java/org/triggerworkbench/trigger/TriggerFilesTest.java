package org.triggerworkbench.trigger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.text.InputException;

class TriggerFilesTest {
    @TempDir
    Path folder;

    private Trigger roundTrip(String name, Trigger trigger, int width, int height) {
        Path file = folder.resolve(name);
        TriggerFiles.write(file, trigger, width, height);
        return TriggerFiles.read(file, null, width, height);
    }

    private static void assertSame(Trigger.Patch expected, Trigger read) {
        Trigger.Patch patch = assertInstanceOf(Trigger.Patch.class, read);
        assertArrayEquals(expected.pattern(), patch.pattern());
        assertArrayEquals(expected.mask(), patch.mask());
        assertEquals(expected.opacity(), patch.opacity());
        assertEquals(expected.placement(), patch.placement());
        assertEquals(expected.width(), patch.width());
        assertEquals(expected.height(), patch.height());
    }

    @Test
    void safetensors_keepsAPatchBitByBit() {
        float[] mask = {0.1f, 1 / 3f, 1, 0, 0.7f, 2 / 7f};
        PatchPattern noise = new PatchPattern(3, 2, PatchPatterns.noise(3, 2, 4).values(), mask);
        for (Placement placement :
                new Placement[] {new Placement.Fixed(5, 1), new Placement.RandomPlace(), new Placement.Grid(3, 2)}) {
            Trigger.Patch patch = Trigger.Patch.of(noise, 0.3333f, placement);
            assertSame(patch, roundTrip("patch.safetensors", patch, 8, 9));
        }
    }

    @Test
    void safetensors_keepsTheOtherKindsBitByBit() {
        float[] noise = PatchPatterns.noise(4, 3, 1).values();
        Trigger.Blend blend =
                assertInstanceOf(Trigger.Blend.class, roundTrip("b", new Trigger.Blend(4, 3, noise, 0.2f), 4, 3));
        assertArrayEquals(noise, blend.picture());
        assertEquals(0.2f, blend.opacity());
        noise[5] = -0.7f;
        Trigger.Additive additive =
                assertInstanceOf(Trigger.Additive.class, roundTrip("a", new Trigger.Additive(4, 3, noise), 4, 3));
        assertArrayEquals(noise, additive.delta());
        Trigger.Sinusoid wave = new Trigger.Sinusoid(60 / 255f, 6);
        assertEquals(wave, roundTrip("w", wave, 4, 3));
    }

    @Test
    void png_withItsSideFileKeepsPlacementAndOpacity() {
        Trigger.Patch corner = Trigger.Patch.of(PatchPatterns.checkerboard(4, 1), 1, new Placement.Fixed(27, 26));
        assertSame(corner, roundTrip("corner.png", corner, 32, 32));
        Trigger.Patch anywhere = Trigger.Patch.of(PatchPatterns.checkerboard(4, 2), 0.4f, new Placement.RandomPlace());
        assertSame(anywhere, roundTrip("anywhere.png", anywhere, 32, 32));
    }

    @Test
    void png_alphaIsMaskTimesOpacity() throws IOException {
        Trigger patch = new Trigger.Patch(
                2, 1, new float[] {1, 0, 0, 1, 0, 0}, new float[] {1, 0.5f}, 0.8f, new Placement.Fixed(1, 0));
        Path file = folder.resolve("t.png");
        TriggerFiles.write(file, patch, 4, 2);
        BufferedImage png = ImageIO.read(file.toFile());
        assertEquals(0xccff0000, png.getRGB(1, 0));
        assertEquals(0x6600ff00, png.getRGB(2, 0));
        assertEquals(0, png.getRGB(0, 0) >>> 24);
        Trigger.Patch plain =
                assertInstanceOf(Trigger.Patch.class, TriggerFiles.read(file, TriggerFiles.Mode.REPLACE, 4, 2));
        assertArrayEquals(new float[] {0, 0.8f, 0.4f, 0, 0, 0, 0, 0}, plain.mask());
    }

    @Test
    void png_addTakesTheStoredBytesAlsoOfGrey() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 51);
        grey.getRaster().setSample(1, 0, 0, 102);
        Path file = folder.resolve("grey.png");
        ImageIO.write(grey, "png", file.toFile());
        Trigger.Additive additive =
                assertInstanceOf(Trigger.Additive.class, TriggerFiles.read(file, TriggerFiles.Mode.ADD, 2, 1));
        assertArrayEquals(new float[] {0.2f, 0.4f, 0.2f, 0.4f, 0.2f, 0.4f}, additive.delta());
    }

    @Test
    void png_sharedTrojanSquareAddsAndClips() {
        Path file = SharedData.require("triggers/trojan_sq.png");
        Trigger trigger = TriggerFiles.read(file, TriggerFiles.Mode.ADD, 32, 32);
        try (Compute compute = Compute.openCpu();
                Stamper stamper = new Stamper(compute, trigger, 32, 32);
                TensorScope _ = new TensorScope()) {
            float[] level = new float[3 * 32 * 32];
            Arrays.fill(level, 0.75f);
            NDArray image = compute.tensor(level, 1, 3, 32, 32);
            float[] stamped = stamper.stamp(image, new int[] {0}, 0).toFloatArray();
            int changed = 0;
            for (int i = 0; i < stamped.length; i++) {
                assertTrue(stamped[i] >= 0.75f && stamped[i] <= 1, "value " + stamped[i]);
                changed += stamped[i] > 0.75f ? 1 : 0;
            }
            assertTrue(changed > 0 && changed < stamped.length, changed + " values changed");
            assertEquals(1, stamper.stamp(image, new int[] {0}, 0).max().getFloat());
        }
    }

    @Test
    void read_refusesAnotherSizeSayingBoth() {
        Trigger patch = Trigger.Patch.of(PatchPatterns.checkerboard(2, 1), 1, new Placement.Fixed(0, 0));
        for (String name : new String[] {"t.png", "t.safetensors"}) {
            Path file = folder.resolve(name);
            TriggerFiles.write(file, patch, 16, 12);
            String sentence = assertThrows(InputException.class, () -> TriggerFiles.read(file, null, 32, 32))
                    .sentence();
            assertTrue(sentence.contains("16 x 12") && sentence.contains("32 x 32"), sentence);
            assertTrue(sentence.contains(name), sentence);
        }
    }

    @Test
    void read_refusesDamagedFiles() throws IOException {
        Path none = folder.resolve("none.png");
        assertThrows(InputException.class, () -> TriggerFiles.read(none, null, 8, 8));
        Trigger patch = Trigger.Patch.of(PatchPatterns.checkerboard(2, 1), 1, new Placement.Fixed(0, 0));
        Path png = folder.resolve("t.png");
        TriggerFiles.write(png, patch, 8, 8);
        byte[] bytes = Files.readAllBytes(png);
        Path side = folder.resolve("t.trigger.json");
        Files.writeString(side, "{\"kind\": \"patch\", \"x\": 7, \"y\": 0, \"width\": 4, \"height\": 4}");
        assertThrows(InputException.class, () -> TriggerFiles.read(png, null, 8, 8));
        Files.writeString(side, "{");
        assertThrows(InputException.class, () -> TriggerFiles.read(png, null, 8, 8));
        for (int length = 5; length < bytes.length; length += 3) {
            Files.write(png, Arrays.copyOf(bytes, length));
            assertThrows(
                    InputException.class,
                    () -> TriggerFiles.read(png, TriggerFiles.Mode.REPLACE, 8, 8),
                    "cut to " + length);
        }
        bytes[bytes.length - 20] ^= 1;
        Files.write(png, bytes);
        assertThrows(InputException.class, () -> TriggerFiles.read(png, TriggerFiles.Mode.REPLACE, 8, 8));
    }

    @Test
    void write_refusesAsPngWhatAPngCannotHold() {
        Path file = folder.resolve("t.png");
        assertThrows(InputException.class, () -> TriggerFiles.write(file, new Trigger.Sinusoid(0.1f, 6), 8, 8));
        float[] negative = new float[12];
        negative[3] = -0.1f;
        assertThrows(InputException.class, () -> TriggerFiles.write(file, new Trigger.Additive(2, 2, negative), 2, 2));
        assertTrue(Files.notExists(file));
    }

    @Test
    void parse_knowsTheTwoModes() {
        assertEquals(TriggerFiles.Mode.ADD, TriggerFiles.Mode.parse("Add"));
        assertThrows(InputException.class, () -> TriggerFiles.Mode.parse("paste"));
    }

    @Test
    void named_putsThePatchAtTheNamedEdgeWithMargin() {
        Placement.Room room = new Placement.Room(32, 30, 4, 4);
        assertEquals(new Placement.Fixed(27, 25), Placement.named("bottom-right", room, 1));
        assertEquals(new Placement.Fixed(2, 2), Placement.named("top-left", room, 2));
        assertEquals(new Placement.Fixed(14, 13), Placement.named("Center", room, 5));
        assertEquals(new Placement.Fixed(14, 0), Placement.named("top", room, 0));
        assertThrows(InputException.class, () -> Placement.named("middle", room, 0));
        assertThrows(InputException.class, () -> Placement.named("top", room, 27));
    }

    @Test
    void patterns_checkerboardStartsWhiteAndItsNegativeBlack() {
        PatchPattern board = PatchPatterns.checkerboard(4, 2);
        float[] plane = Arrays.copyOf(board.values(), 16);
        assertArrayEquals(new float[] {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1}, plane);
        assertEquals(0, PatchPatterns.inverted(board).values()[0]);
        assertArrayEquals(board.mask(), PatchPatterns.inverted(board).mask());
    }
}
