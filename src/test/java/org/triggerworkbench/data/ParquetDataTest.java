package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.triggerworkbench.data.Refusals.sentence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.text.InputException;

/** The files are of PyArrow 25: six plain pictures of 4 x 4, whose red is 40 times their row. */
public class ParquetDataTest {
    private static final int MUTATIONS = 300;

    private final DataSources sources = new DataSources(Map.of());

    @TempDir
    private Path folder;

    /** The bytes of a file of the folder of tests. */
    public static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/org/triggerworkbench/data/parquet", name));
    }

    private Path put(String source, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes(source));
    }

    private Dataset open(Path path) {
        return sources.open(path.toString());
    }

    @Test
    void open_oneFile_isAllTestWithTheNamesOfItsFeatures() throws IOException {
        Dataset data = open(put("snappy.parquet", "train-00000-of-00002.parquet"));
        assertTrue(ImageSets.isPool(data));
        assertEquals(List.of("cat", "dog", "bird"), data.classNames());
        assertEquals(6, data.test().size());
        for (int i = 0; i < 6; i++) {
            assertEquals(i % 3, data.test().label(i));
            assertEquals(40 * i, data.test().picture(i).rgb()[0] & 0xff);
            assertEquals("train-00000-of-00002/" + i, data.test().id(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip.parquet", "plain.parquet", "indexed.parquet"})
    void open_otherForms_areTheSamePictures(String name) throws IOException {
        Dataset data = open(put(name, "x.parquet"));
        assertEquals(
                name.startsWith("plain") ? List.of("0", "1", "2") : List.of("cat", "dog", "bird"), data.classNames());
        assertEquals(2, data.test().label(5));
        assertEquals(200, data.test().picture(5).rgb()[0] & 0xff);
    }

    @Test
    void open_folder_hasTheSplitsOfItsNamesAndAllTheirParts() throws IOException {
        put("snappy.parquet", "data/train-00000-of-00002-0123abcd.parquet");
        put("snappy.parquet", "data/train-00001-of-00002-0123abcd.parquet");
        put("gzip.parquet", "data/test-00000-of-00001.parquet");
        put("snappy.parquet", "data/validation.parquet");
        Dataset data = open(folder);
        assertEquals(12, data.train().size());
        assertEquals(6, data.validation().size());
        assertEquals(6, data.test().size());
        assertEquals("train-00001-of-00002-0123abcd/5", data.train().id(11));
        Files.delete(folder.resolve("data/train-00000-of-00002-0123abcd.parquet"));
        assertTrue(sentence(() -> open(folder)).contains("has 1 of the 2 files of train; fetch the others"));
        put("snappy.parquet", "data/train-00000-of-00002-0123abcd.parquet");
        put("snappy.parquet", "data/extra.parquet");
        assertTrue(sentence(() -> open(folder)).contains("but also extra.parquet"));
    }

    @Test
    void open_folderOfSplits_isReadAsThem() throws IOException {
        put("snappy.parquet", "train/0000.parquet");
        put("snappy.parquet", "test/0000.parquet");
        Dataset data = open(folder);
        assertEquals(6, data.train().size());
        assertEquals(6, data.test().size());
    }

    @Test
    void open_whatIsNotRead_isSaid() throws IOException {
        assertTrue(sentence(() -> open(put("zstd.parquet", "a.parquet"))).contains("is packed with ZSTD"));
        assertTrue(sentence(() -> open(put("null.parquet", "b.parquet"))).contains("has no value in row 2"));
        assertTrue(sentence(() -> open(put("other.parquet", "c.parquet"))).contains("its columns are a, label."));
        assertTrue(sentence(() -> open(put("label.parquet", "d.parquet")))
                .contains("has label -1 in row 4, but labels go from 0 to 2"));
    }

    @Test
    void open_brokenPicture_isRefusedByItsRowOrLeftOut() throws IOException {
        Path file = put("broken.parquet", "x.parquet");
        assertTrue(sentence(() -> open(file)).startsWith(file + " (row 2) is not a PNG"));
        Dataset data = sources.open(file.toString(), BrokenPictures.LEAVE_OUT);
        assertEquals(5, data.test().size());
        assertEquals("x/3", data.test().id(2));
        assertEquals(List.of("x/2"), data.remarks().broken());
    }

    @Test
    void read_morePicturesThanRoom_isRefused() throws IOException {
        Path file = put("plain.parquet", "x.parquet");
        assertTrue(sentence(() -> ParquetFile.read(file, 100)).contains("memory are free for them"));
        assertEquals(6, ParquetFile.read(file, 1 << 20).images().size());
    }

    /** Its page of 3 kB is 3 MB unpacked, and made to claim 134 MB. */
    @Test
    void open_pageThatClaimsTooMuch_isRefusedBeforeItIsUnpacked() throws IOException {
        assertTrue(sentence(() -> open(put("bomb.parquet", "x.parquet"))).contains("claims a page of 134217727 bytes"));
    }

    /** What unpacks Snappy is native and would write beyond its memory. */
    @Test
    void open_snappyThatUnpacksToMoreThanItsPage_isRefusedBefore() throws IOException {
        byte[] bytes = bytes("snappy.parquet");
        assertEquals(324, (bytes[20] & 0x7f) + 128 * bytes[21]);
        bytes[20] = (byte) 0xff;
        bytes[21] = 0x7f;
        Path file = Files.write(folder.resolve("x.parquet"), bytes);
        assertEquals(
                file + " is not a whole Parquet file, or a broken one; fetch it again.", sentence(() -> open(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy.parquet", "gzip.parquet", "plain.parquet", "indexed.parquet"})
    void open_mutated_isReadOrRefusedInASentence(String name) throws IOException {
        byte[] whole = bytes(name);
        Random random = new Random(7);
        Path file = folder.resolve("x.parquet");
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = i % 10 == 0 ? Arrays.copyOf(whole, random.nextInt(4, whole.length)) : whole.clone();
            for (int k = random.nextInt(1, 5); k > 0; k--) {
                bytes[random.nextInt(4, bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            BrokenPictures wish = BrokenPictures.of(i % 2 == 0);
            int round = i;
            refused += assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> refusal(file, wish, round), name + ", round " + i);
        }
        assertTrue(refused > MUTATIONS / 4, refused + " refused");
    }

    private int refusal(Path file, BrokenPictures wish, int round) {
        try {
            Dataset data = sources.open(file.toString(), wish);
            assertTrue(data.test().size() <= 6, "round " + round);
            return 0;
        } catch (InputException e) {
            assertTrue(e.sentence().startsWith(file.toString()), e.sentence());
            return 1;
        }
    }
}
