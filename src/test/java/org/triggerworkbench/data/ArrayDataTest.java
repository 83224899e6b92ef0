package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.triggerworkbench.data.Refusals.sentence;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;

class ArrayDataTest {
    private final DataSources sources = new DataSources(Map.of());

    @TempDir
    private Path folder;

    private Dataset npz(Map<String, HostTensor> arrays) {
        Path file = folder.resolve("set.npz");
        Npz.write(file, arrays);
        return sources.open(file.toString());
    }

    private static HostTensor counted(long... shape) {
        byte[] bytes = new byte[(int) HostTensor.elements(shape)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return new HostTensor(ElementType.U8, shape, bytes);
    }

    private static HostTensor labels(long... values) {
        return HostTensor.of(values, values.length);
    }

    @Test
    void open_keras_hasItsSplits() {
        Dataset data = npz(Map.of(
                "x_train",
                counted(2, 4, 5, 3),
                "y_train",
                labels(0, 2),
                "x_test",
                counted(1, 4, 5, 3),
                "y_test",
                labels(1)));
        assertEquals(List.of("0", "1", "2"), data.classNames());
        assertEquals(2, data.train().label(1));
        assertEquals(60, data.train().picture(1).at(0, 0, 0));
        assertEquals(1, data.test().size());
    }

    @Test
    void open_channelsFirstOrLast_giveTheSamePictures() {
        Dataset last = npz(Map.of("images", counted(1, 4, 5, 3), "labels", labels(0)));
        assertEquals(5, last.test().picture(0).at(1, 0, 2));
        Dataset first = npz(Map.of("images", counted(1, 3, 4, 5), "labels", labels(0)));
        assertEquals(41, first.test().picture(0).at(1, 0, 2));
        assertEquals(5, first.test().picture(0).width());
        Dataset grey = npz(Map.of("arr_0", counted(2, 4, 5), "arr_1", labels(0, 1)));
        assertEquals(26, grey.test().picture(1).at(1, 1, 2));
    }

    @Test
    void open_floats_areShares() {
        HostTensor shares = HostTensor.of(new float[] {0, 0.5f, 1, 0.25f}, 1, 2, 2);
        assertArrayEquals(
                new byte[] {0, 0, 0, (byte) 128, (byte) 128, (byte) 128, -1, -1, -1, 64, 64, 64},
                npz(Map.of("x", shares, "y", labels(0))).test().picture(0).rgb());
    }

    @Test
    void open_twoFilesSideBySide_areOneSet() {
        Npy.write(folder.resolve("x_train.npy"), counted(2, 3, 4, 4));
        Npy.write(folder.resolve("y_train.npy"), labels(1, 0));
        assertEquals(2, sources.open(folder.toString()).train().size());
    }

    @Test
    void open_whatCouldBeTwoThings_isRefused() {
        refused("could have its colours first or last", counted(1, 3, 5, 3), labels(0));
        refused("is not images", counted(1, 4, 5, 2), labels(0));
        refused("there are 2 labels", counted(1, 4, 5), labels(0, 1));
        refused("holds -1", HostTensor.of(new float[] {-1, 0, 0, 1}, 1, 2, 2), labels(0));
        refused("holds 1.5", HostTensor.of(new float[] {1.5f, 0, 0, 1}, 1, 2, 2), labels(0));
        refused("holds only 0 and 1 as whole numbers", HostTensor.of(new long[] {1, 0, 0, 1}, 1, 2, 2), labels(0));
        refused("which is not a class", counted(1, 4, 5), labels(-1));
    }

    private void refused(String why, HostTensor images, HostTensor labels) {
        String sentence = sentence(() -> npz(Map.of("x", images, "y", labels)));
        assertTrue(sentence.contains(why), sentence);
    }
}
