package org.triggerworkbench.data.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.text.InputException;

public class PictureFilesTest {
    private static final Picture NOISE = TestPictures.drawn(23, 17, (x, y, c) -> (x * 37 + y * 59 + c * 83) * 13 % 256);

    @Test
    void writePng_thenRead_givesTheSamePixels(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("noise.png");
        PictureFiles.writePng(file, NOISE);
        assertArrayEquals(NOISE.rgb(), PictureFiles.read(file).rgb());
        assertArrayEquals(PictureFiles.encodePng(NOISE), Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "no part file is left");
        }
    }

    @Test
    void headerAndExif_leavesOutTextThatWouldBeUnpacked() {
        byte[] plain = PictureFiles.encodePng(NOISE);
        byte[] text = chunk("zTXt", new byte[5000]);
        byte[] exif = chunk("eXIf", new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 0});
        // After the signature and the header chunk.
        byte[] png = ByteBuffer.allocate(plain.length + text.length + exif.length)
                .put(plain, 0, 33)
                .put(text)
                .put(exif)
                .put(plain, 33, plain.length - 33)
                .array();
        byte[] kept = PngChunks.headerAndExif(png);
        assertEquals(33 + exif.length + 12, kept.length);
        assertTrue(PngChunks.areWhole(kept));
        assertArrayEquals(NOISE.rgb(), PictureFiles.decode(png, "text").rgb());
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) sum.getValue()).array();
    }

    @Test
    void writePng_missingFolder_namesTheFile(@TempDir Path folder) {
        Path file = folder.resolve("absent").resolve("a.png");
        String sentence = sentence(() -> PictureFiles.writePng(file, NOISE));
        assertTrue(sentence.startsWith("The file " + file + " cannot be written"), sentence);
    }

    @Test
    void decode_transparentPng_isSetOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00112233);
        image.setRGB(1, 0, 0xff112233);
        image.setRGB(2, 0, 0x80ff0000);
        Picture picture = PictureFiles.decode(png(image), "alpha");
        assertArrayEquals(
                new byte[] {-1, -1, -1, 0x11, 0x22, 0x33, -1, 127, 127}, picture.rgb(), Arrays.toString(picture.rgb()));
    }

    @Test
    void decode_greyPng_keepsItsValues() throws IOException {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }
        Picture picture = PictureFiles.decode(png(image), "grey");
        for (int x = 0; x < 256; x++) {
            assertEquals(x, picture.at(x, 0, 0));
            assertEquals(x, picture.at(x, 0, 2));
        }
    }

    @Test
    void decode_16BitGreyPng_isScaledTo8Bits() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 65535);
        image.getRaster().setSample(1, 0, 0, 257 * 77);
        image.getRaster().setSample(2, 0, 0, 257 * 77 + 200);
        Picture picture = PictureFiles.decode(png(image), "grey16");
        assertArrayEquals(TestPictures.row(255, 77, 78).rgb(), picture.rgb());
    }

    @Test
    void decode_16BitRgbaPng_isScaledAndSetOnWhite() throws IOException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), true, false, Color.TRANSLUCENT, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
        raster.setPixels(0, 0, 2, 1, new int[] {257 * 10, 257 * 20, 257 * 30, 65535, 0, 0, 0, 0});
        Picture picture = PictureFiles.decode(png(new BufferedImage(model, raster, false, null)), "rgba16");
        assertArrayEquals(new byte[] {10, 20, 30, -1, -1, -1}, picture.rgb());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void decode_palettePng_givesThePaletteColours(int bits) throws IOException {
        byte[] red = {(byte) 200, 10};
        byte[] green = {100, 20};
        byte[] blue = {50, 30};
        byte[] alpha = {(byte) 255, 0};
        IndexColorModel palette = new IndexColorModel(bits, 2, red, green, blue, alpha);
        BufferedImage image = new BufferedImage(
                palette,
                bits == 8
                        ? Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 1, 1, null)
                        : Raster.createPackedRaster(DataBuffer.TYPE_BYTE, 2, 1, 1, bits, null),
                false,
                null);
        image.getRaster().setSample(1, 0, 0, 1);
        Picture picture = PictureFiles.decode(png(image), "palette");
        assertArrayEquals(new byte[] {(byte) 200, 100, 50, -1, -1, -1}, picture.rgb());
    }

    @ParameterizedTest
    @CsvSource({
        // The red corner of the stored 24 x 16 picture is at its top left; where it must come out, and whether turned.
        "1, 0, 0, 24", "2, 1, 0, 24", "3, 1, 1, 24", "4, 0, 1, 24",
        "5, 0, 0, 16", "6, 1, 0, 16", "7, 1, 1, 16", "8, 0, 1, 16"
    })
    void decode_jpegWithExif_isSetUpright(int orientation, int right, int bottom, int width) throws IOException {
        Picture stored = TestPictures.drawn(24, 16, (x, y, c) -> c == 0 && x < 8 && y < 8 ? 255 : 0);
        Picture upright = PictureFiles.decode(withOrientation(jpeg(stored), orientation), "exif");
        assertEquals(width, upright.width());
        int x = right * (upright.width() - 1);
        int y = bottom * (upright.height() - 1);
        assertTrue(upright.at(x, y, 0) > 200, "red at " + x + ", " + y);
        assertTrue(upright.at(upright.width() - 1 - x, upright.height() - 1 - y, 0) < 50);
    }

    @Test
    void decode_quarterTurnAndBack_distinguishesTheDiagonals() throws IOException {
        Picture stored = TestPictures.drawn(24, 16, (x, y, c) -> c == 1 && x >= 16 && y < 8 ? 255 : 0);
        // Green is at the top right. Mirrored along the diagonal it goes to the bottom left, turned by 90 degrees to
        // the bottom right.
        Picture transposed = PictureFiles.decode(withOrientation(jpeg(stored), 5), "exif");
        assertTrue(transposed.at(0, 23, 1) > 150);
        Picture turned = PictureFiles.decode(withOrientation(jpeg(stored), 6), "exif");
        assertTrue(turned.at(15, 23, 1) > 150);
    }

    @Test
    void decode_greyJpeg_becomesRgb() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.getRaster().setSample(i % 16, i / 16, 0, 120);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        Picture picture = PictureFiles.decode(bytes.toByteArray(), "grey");
        assertEquals(120, picture.at(8, 8, 0), 1);
        assertEquals(120, picture.at(8, 8, 2), 1);
    }

    @Test
    void read_damagedFiles_areNamed(@TempDir Path folder) throws IOException {
        byte[] png = PictureFiles.encodePng(NOISE);
        byte[] jpeg = jpeg(NOISE);
        byte[] flipped = png.clone();
        flipped[png.length / 2] ^= 0x55;
        flipped[png.length / 2 + 1] ^= 0x55;
        for (byte[] damaged : new byte[][] {
            Arrays.copyOf(png, png.length / 2),
            Arrays.copyOf(png, 40),
            Arrays.copyOf(png, 9),
            Arrays.copyOf(png, png.length - 1),
            flipped,
            Arrays.copyOf(jpeg, jpeg.length / 2),
            Arrays.copyOf(jpeg, jpeg.length - 30),
            Arrays.copyOf(jpeg, 100),
        }) {
            Path file = Files.write(folder.resolve("damaged.png"), damaged);
            assertEquals(
                    file + " is a broken or cut-off picture and cannot be decoded; replace it or take it out.",
                    sentence(() -> PictureFiles.read(file)),
                    damaged.length + " bytes");
        }
        Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
        assertEquals(empty + " is empty; replace it or take it out.", sentence(() -> PictureFiles.read(empty)));
        Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
        assertTrue(sentence(() -> PictureFiles.read(text)).startsWith(text + " is not a PNG, JPEG, WebP"));
        Path absent = folder.resolve("absent.png");
        assertTrue(sentence(() -> PictureFiles.read(absent)).startsWith(absent + " cannot be read"));
    }

    @Test
    void read_hugeHeader_isRefusedBeforeMemoryIsAsked() {
        byte[] png = PictureFiles.encodePng(NOISE);
        // Width and height of the header chunk, then its check sum.
        Arrays.fill(png, 16, 18, (byte) 0x10);
        Arrays.fill(png, 20, 22, (byte) 0x10);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        String sentence = sentence(() -> PictureFiles.decode(png, "bomb.png"));
        assertTrue(sentence.contains("more than 100 million"), sentence);
    }

    private static String sentence(Executable action) {
        return assertThrows(InputException.class, action).sentence();
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, "png", bytes));
        return bytes.toByteArray();
    }

    public static byte[] jpeg(Picture picture) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                image.setRGB(x, y, picture.at(x, y, 0) << 16 | picture.at(x, y, 1) << 8 | picture.at(x, y, 2));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, "jpeg", bytes));
        return bytes.toByteArray();
    }

    /** Puts an EXIF segment with the one tag Orientation after the start mark. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] bytes = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, bytes, 0, 2);
        System.arraycopy(exif, 0, bytes, 2, exif.length);
        System.arraycopy(jpeg, 2, bytes, 2 + exif.length, jpeg.length - 2);
        return bytes;
    }
}
