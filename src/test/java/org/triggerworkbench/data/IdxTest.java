package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.triggerworkbench.data.Refusals.sentence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.data.picture.Picture;

class IdxTest {
    @TempDir
    private Path folder;

    private Path images;
    private Path labels;

    @BeforeEach
    void writeTwoGreyImages() throws IOException {
        images = Files.write(folder.resolve("t10k-images-idx3-ubyte"), idx(2, 2, 3));
        labels = Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(2));
    }

    @Test
    void open_greyImages_areRepeatedToRgb() {
        Dataset data = Idx.open(folder);
        assertEquals(2, data.test().size());
        assertEquals(0, data.train().size());
        assertEquals(List.of("0", "1"), data.classNames());
        assertEquals(1, data.test().label(1));
        Picture picture = data.test().picture(1);
        assertEquals(3, picture.width());
        assertEquals(2, picture.height());
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(6 + 3 + 2, picture.at(2, 1, channel));
        }
        assertEquals("t10k/1", data.test().id(1));
    }

    @Test
    void open_rgbGzip_asTrainSplit() throws IOException {
        Files.write(folder.resolve("train-images-idx4-ubyte.gz"), gzip(idx(4, 2, 2, 3)));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(idx(4)));
        Dataset data = Idx.open(folder);
        assertEquals(4, data.train().size());
        assertEquals(4, data.classNames().size());
        assertArrayEquals(
                new byte[] {12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23},
                data.train().picture(1).rgb());
    }

    @Test
    void open_cutOrLong_isRefusedWithItsSizes() throws IOException {
        byte[] whole = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(whole, whole.length - 1));
        assertEquals(
                images + " is cut off: 2 x 2 x 3 are 12 bytes, but 11 are there; fetch it again.",
                sentence(() -> Idx.open(folder)));
        Files.write(images, Arrays.copyOf(whole, whole.length + 1));
        assertTrue(sentence(() -> Idx.open(folder)).startsWith(images + " does not fit its own sizes"));
        Files.write(images, Arrays.copyOf(whole, 10));
        assertTrue(sentence(() -> Idx.open(folder)).startsWith(images + " is not an IDX file"));
        Files.write(images, new byte[0]);
        assertTrue(sentence(() -> Idx.open(folder)).startsWith(images + " is not an IDX file"));
    }

    @Test
    void open_wrongMagicOrSizes_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(images);
        whole[2] = 0x0d;
        Files.write(images, whole);
        assertTrue(sentence(() -> Idx.open(folder)).startsWith(images + " is not an IDX file of unsigned bytes"));
        whole[2] = 0x08;
        Arrays.fill(whole, 4, 8, (byte) 0x7f);
        Files.write(images, whole);
        assertTrue(sentence(() -> Idx.open(folder)).contains("which cannot be"));
        Arrays.fill(whole, 4, 8, (byte) 0xff);
        Files.write(images, whole);
        assertTrue(sentence(() -> Idx.open(folder)).contains("which cannot be"));
    }

    @Test
    void open_cutGzip_isRefused() throws IOException {
        Files.delete(images);
        byte[] packed = gzip(idx(2, 20, 30));
        Path file = Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), Arrays.copyOf(packed, packed.length / 2));
        String expected = file + " is broken or cut off and cannot be unpacked; fetch it again.";
        assertEquals(expected, sentence(() -> Idx.open(folder)));
        Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        assertEquals(expected, sentence(() -> Idx.open(folder)));
    }

    @Test
    void open_gzipThatUnpacksToFarMoreThanItHolds_isRefused() throws IOException {
        Files.delete(images);
        byte[] bomb = ByteBuffer.allocate(64 << 20)
                .putInt(0x803)
                .putInt(1 << 10)
                .putInt(1 << 8)
                .putInt((1 << 8) - 1)
                .array();
        Path file = Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(bomb));
        String sentence = sentence(() -> Idx.open(folder));
        assertTrue(sentence.startsWith(file + " claims 1024 x 256 x 255 values"), sentence);
    }

    @Test
    void open_labelsThatDoNotFit_areRefused() throws IOException {
        Files.write(labels, idx(3));
        assertEquals(
                labels + " has 3 labels, but " + images + " has 2 images; fetch both files again.",
                sentence(() -> Idx.open(folder)));
        Files.write(labels, idx(2, 1));
        assertTrue(sentence(() -> Idx.open(folder)).contains("labels are one row"));
        Files.delete(labels);
        assertEquals(
                folder + " has no file t10k-labels-idx1-ubyte (or .gz) beside its images; put the labels there.",
                sentence(() -> Idx.open(folder)));
    }

    /** An IDX file whose elements count up from 0. */
    static byte[] idx(int... sizes) {
        int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + count);
        buffer.put(new byte[] {0, 0, 8, (byte) sizes.length});
        Arrays.stream(sizes).forEach(buffer::putInt);
        for (int i = 0; i < count; i++) {
            buffer.put((byte) i);
        }
        return buffer.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(bytes);
        }
        return packed.toByteArray();
    }
}
