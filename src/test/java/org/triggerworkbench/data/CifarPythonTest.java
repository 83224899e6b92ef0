package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.triggerworkbench.data.Refusals.sentence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.pickle.PickleFixtures;
import org.triggerworkbench.data.picture.Picture;

/** Folders as torchvision downloads them; made by {@code make_cifar.py}. */
class CifarPythonTest {
    private static final Path HERE = Objects.requireNonNull(
            PickleFixtures.file("cifar-10-batches-py/test_batch").getParent());

    @Test
    void cifar10_isOpenedFromItsFolderOrTheOneAbove() {
        for (Path place : new Path[] {HERE, HERE.getParent()}) {
            Dataset data = new DataSources(Map.of()).open(String.valueOf(place));
            assertEquals("cifar-10-batches-py", data.name());
            assertEquals(4, data.train().size());
            assertEquals(1, data.test().size());
            assertEquals("class 9", data.classNames().get(9));
            assertEquals(2, data.train().label(2));
            assertEquals("data_batch_2/1", data.train().id(3));
        }
    }

    @Test
    void pictures_areInterleaved() {
        Picture picture = CifarPython.open(HERE).test().picture(0);
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(((channel * 1024 + 7 * 32 + 5) * 7 + 50) & 0xff, picture.at(5, 7, channel));
        }
    }

    @Test
    void cifar100_hasItsFineLabels() {
        Path folder = HERE.resolveSibling("cifar-100-python");
        Dataset data = new DataSources(Map.of()).open(folder.toString());
        assertEquals(100, data.classNames().size());
        assertEquals("fine 42", data.classNames().get(data.test().label(0)));
        assertEquals(99, data.train().label(0));
        assertEquals(3, data.train().size());
    }

    @Test
    void brokenBatches_areNamed(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(HERE.resolve("test_batch"));
        Path file = folder.resolve("test_batch");
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        assertTrue(open(folder).contains(file + " is not a complete"));
        byte[] label = whole.clone();
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf("K\u0003");
        label[at + 1] = 10;
        Files.write(file, label);
        assertTrue(open(folder).contains("no label from 0 to 9"));
        Files.write(file, new byte[] {(byte) 0x80, 2, '}', '.'});
        assertTrue(open(folder).contains("no \"labels\""));
        Files.write(file, "\u0080\u0002cposix\nsystem\n.".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(open(folder).contains("posix.system"));
    }

    private static String open(Path folder) {
        return sentence(() -> new DataSources(Map.of()).open(folder.toString()));
    }
}
