package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.triggerworkbench.data.Refusals.sentence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.data.picture.Picture;

class Cifar10Test {
    private static final int RECORD = 3073;

    @Test
    void open_realFiles_haveTheCountsOfTheirReadme() {
        Dataset data = Cifar10.open(SharedData.require("cifar-10"));
        assertEquals(4000, data.train().size());
        assertEquals(0, data.validation().size());
        assertEquals(300, data.test().size());
        assertEquals(10, data.classNames().size());
        assertEquals("truck", data.classNames().get(9));
        int[] counts = new int[10];
        for (int i = 0; i < data.test().size(); i++) {
            counts[data.test().label(i)]++;
        }
        assertEquals(300, Arrays.stream(counts).sum());
        assertEquals(true, Arrays.stream(counts).allMatch(count -> count > 10), Arrays.toString(counts));
    }

    @Test
    void picture_ofPlanes_isInterleaved(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("test_batch.bin"), records(3));
        Files.write(folder.resolve("data_batch_2.bin"), records(2));
        Files.write(folder.resolve("data_batch_10.bin"), records(1));
        Dataset data = Cifar10.open(folder);
        Picture picture = data.test().picture(2);
        assertEquals(expected(2, 5, 7, 1), picture.at(5, 7, 1));
        assertEquals(expected(2, 31, 30, 2), picture.at(31, 30, 2));
        assertEquals(2, data.test().label(2));
        assertEquals("test_batch/2", data.test().id(2));
        assertEquals("data_batch_2/1", data.train().id(1));
        assertEquals("data_batch_10/0", data.train().id(2));
        assertEquals("airplane", data.classNames().getFirst());
    }

    @Test
    void open_singleFile_isATestSplit(@TempDir Path folder) throws IOException {
        Dataset data = Cifar10.open(Files.write(folder.resolve("part.bin"), records(4)));
        assertEquals(0, data.train().size());
        assertEquals(4, data.test().size());
    }

    @Test
    void open_cutFile_saysWhatIsWholeAndTheWayOut(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("test_batch.bin"), Arrays.copyOf(records(3), 2 * RECORD + 100));
        assertEquals(
                file + " is cut off: after 2 whole records come 100 bytes of a record of 3073; fetch the file again, or"
                        + " cut it to 6146 bytes to use the whole records.",
                sentence(() -> Cifar10.open(folder)));
    }

    @Test
    void open_labelAbove9_namesTheRecord(@TempDir Path folder) throws IOException {
        byte[] bytes = records(3);
        bytes[RECORD] = 10;
        Path file = Files.write(folder.resolve("data_batch_1.bin"), bytes);
        assertEquals(
                file + " is not CIFAR-10: its record 1 has label 10, but labels go from 0 to 9; check that it is not"
                        + " CIFAR-100 or another file.",
                sentence(() -> Cifar10.open(folder)));
    }

    @Test
    void open_emptyFileOrWrongNames_isRefused(@TempDir Path folder) throws IOException {
        Path names = Files.writeString(folder.resolve("batches.meta.txt"), "one\ntwo\n\n");
        Path file = Files.write(folder.resolve("test_batch.bin"), records(1));
        assertEquals(
                names + " has 2 class names instead of 10; correct it, or take it out to use the usual names.",
                sentence(() -> Cifar10.open(folder)));
        Files.delete(names);
        Files.write(file, new byte[0]);
        assertEquals(
                file + " is empty; fetch it again, or take it out of the folder.",
                sentence(() -> Cifar10.open(folder)));
    }

    static byte[] records(int count) {
        byte[] bytes = new byte[count * RECORD];
        for (int record = 0; record < count; record++) {
            bytes[record * RECORD] = (byte) record;
            for (int i = 0; i < RECORD - 1; i++) {
                bytes[record * RECORD + 1 + i] = (byte) expected(record, i % 32, i / 32 % 32, i / 1024);
            }
        }
        return bytes;
    }

    private static int expected(int record, int x, int y, int channel) {
        return (record * 101 + x * 7 + y * 13 + channel * 57) % 256;
    }
}
