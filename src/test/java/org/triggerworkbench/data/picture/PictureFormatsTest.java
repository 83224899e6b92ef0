package org.triggerworkbench.data.picture;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.text.InputException;

/** Against Pillow 12.3: {@code exif_transpose(image).convert("RGB")} of each file in the folder formats. */
public class PictureFormatsTest {
    @Test
    void decode_everyForm_hasThePixelsOfPillow() throws IOException {
        Map<String, Picture> expected = expected();
        Map<String, Executable> checks = new LinkedHashMap<>();
        expected.forEach((name, picture) -> checks.put(name, () -> {
            byte[] file = bytes(name);
            // Pillow drops what is transparent; here it is set on white.
            Picture ours = name.equals("clear.webp")
                    ? LossyWebp.read(file, Objects.requireNonNull(WebpFrame.of(file)))
                    : PictureFiles.decode(file, name);
            assertEquals(picture.width(), ours.width(), name);
            int far = 0;
            for (int i = 0; i < ours.rgb().length; i++) {
                int off = Math.abs((ours.rgb()[i] & 0xff) - (picture.rgb()[i] & 0xff));
                far = Math.max(far, off);
            }
            // The palette of a TIFF has 16 bits, which Pillow cuts to 8 and Java rounds.
            assertTrue(far <= (name.equals("palette.tif") ? 1 : 0), name + " is off by " + far);
        }));
        assertEquals(27, checks.size());
        assertAll(checks.values());
    }

    @Test
    void decode_colourProfile_changesNothingInAnyForm() throws IOException {
        assertArrayEquals(
                PictureFiles.decode(bytes("plain.jpg"), "plain").rgb(),
                PictureFiles.decode(bytes("icc.jpg"), "icc").rgb());
        for (String form : new String[] {"png", "webp", "tif"}) {
            assertArrayEquals(
                    PictureFiles.decode(bytes("rgb.bmp"), "plain").rgb(),
                    PictureFiles.decode(bytes("icc." + form), "icc").rgb(),
                    form);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cmyk.jpg",
                "rgb.bmp",
                "rgb.ppm",
                "plain.ppm",
                "rgb.tif",
                "lzw.tiff",
                "lossless.webp",
                "sharp.webp"
            })
    void decode_cutOff_isOneSentence(String name) throws IOException {
        byte[] whole = bytes(name);
        for (int length : new int[] {14, whole.length / 3, whole.length / 2, whole.length - 40}) {
            InputException refused = assertThrows(
                    InputException.class,
                    () -> PictureFiles.decode(Arrays.copyOf(whole, length), name),
                    name + " of " + length);
            assertTrue(refused.sentence().startsWith(name + " is a broken or cut-off picture"), refused.sentence());
        }
    }

    /** Its lower half is transparent. */
    @Test
    void decode_transparentLossyWebp_isSetOnWhite() throws IOException {
        Picture picture = PictureFiles.decode(bytes("half.webp"), "half");
        assertEquals(200, picture.at(5, 5, 0));
        assertEquals(255, picture.at(5, 35, 1));
    }

    /** The decoder would fill such a picture with zeros one by one, for minutes. */
    @Test
    void decode_webpOfLessThanItsSize_isRefusedSoon() throws IOException {
        byte[] lossless = bytes("lossless.webp");
        int sizes = 12 + 8 + 1;
        ByteBuffer head = ByteBuffer.wrap(lossless).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(sizes, (head.getInt(sizes) & 0xf0000000) | 8999 | (8999 << 14));
        refusedSoon(lossless);
        byte[] extended = bytes("turned.webp");
        // The canvas, width and height of three bytes each, and a byte of the pixels that makes them take more.
        extended[12 + 8 + 4 + 1] = 0x40;
        extended[12 + 8 + 7 + 1] = 0x10;
        extended[548] = -1;
        refusedSoon(extended);
        byte[] longer = bytes("lossy.webp");
        longer[12 + 4 + 3] = 1;
        refusedSoon(longer);
        // Without a frame it would be black.
        byte[] frameless = bytes("turned.webp");
        frameless[12 + 8 + 10] = 'X';
        refusedSoon(frameless);
        // Without the mark of a key frame what stands for its size is anything.
        byte[] unmarked = bytes("lossy.webp");
        unmarked[12 + 8 + 3] ^= 1;
        assertEquals(0, Objects.requireNonNull(WebpFrame.of(unmarked)).width());
    }

    /** One of its channels has no bits. */
    @Test
    void decode_tiffWithoutBits_isRefused() throws IOException {
        byte[] tiff = bytes("no-bits.tif");
        InputException refused = assertThrows(InputException.class, () -> PictureFiles.decode(tiff, "x.tif"));
        assertTrue(refused.sentence().startsWith("x.tif "), refused.sentence());
    }

    private static void refusedSoon(byte[] webp) {
        InputException refused = assertThrows(
                InputException.class,
                () -> assertTimeoutPreemptively(Duration.ofSeconds(10), () -> PictureFiles.decode(webp, "x.webp")));
        assertTrue(refused.sentence().startsWith("x.webp is a broken"), refused.sentence());
    }

    public static byte[] bytes(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PictureFormatsTest.class.getResourceAsStream("formats/" + name), name)) {
            return in.readAllBytes();
        }
    }

    private static Map<String, Picture> expected() throws IOException {
        byte[] all = new InflaterInputStream(new ByteArrayInputStream(bytes("expected.bin"))).readAllBytes();
        Map<String, Picture> pictures = new TreeMap<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(all));
        while (in.available() > 0) {
            String name = in.readUTF();
            int width = in.readUnsignedShort();
            int height = in.readUnsignedShort();
            pictures.put(name, new Picture(width, height, in.readNBytes(3 * width * height)));
        }
        return pictures;
    }
}
