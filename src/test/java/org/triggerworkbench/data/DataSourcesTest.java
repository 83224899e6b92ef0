package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.triggerworkbench.data.Refusals.sentence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.TestPictures;

class DataSourcesTest {
    private static final Dataset BUNDLED =
            new Dataset("signs", List.of(), ImageSets.empty(), ImageSets.empty(), ImageSets.empty());

    private final DataSources sources = new DataSources(Map.of("signs", () -> BUNDLED));

    @TempDir
    private Path folder;

    @Test
    void open_bundledName_givesTheBundledSet() {
        assertSame(BUNDLED, sources.open("signs"));
        assertEquals(List.of("signs"), sources.names());
    }

    @Test
    void open_recognisesByContent() throws IOException {
        Path cifar = ImageFolderTest.put(folder, "a/test_batch.bin", Cifar10Test.records(2));
        assertEquals(2, sources.open(cifar.toString()).test().size());
        assertEquals("a", sources.open(folder.resolve("a").toString()).name());
        ImageFolderTest.put(folder, "un tar/cifar-10-batches-bin/test_batch.bin", Cifar10Test.records(3));
        assertEquals(3, sources.open(folder.resolve("un tar").toString()).test().size());
        ImageFolderTest.put(folder, "b/train-images.idx3-ubyte", IdxTest.idx(5, 2, 2));
        ImageFolderTest.put(folder, "b/train-labels.idx1-ubyte", IdxTest.idx(5));
        assertEquals(5, sources.open(folder.resolve("b").toString()).train().size());
        for (int i = 0; i < 10; i++) {
            ImageFolderTest.put(folder, "c/cat/" + i + ".png", PictureFiles.encodePng(TestPictures.row(1)));
        }
        assertEquals(10, sources.open(folder.resolve("c").toString()).test().size());
        Dataset split = sources.openSplit(folder.resolve("c").toString(), BrokenPictures.REFUSE, 0.2, 1);
        assertEquals(8, split.train().size());
        assertEquals(2, split.test().size());
        assertEquals(
                5,
                sources.openSplit(folder.resolve("b").toString(), BrokenPictures.REFUSE, 0.2, 1)
                        .train()
                        .size());
    }

    @Test
    void place_isOneHoweverTheWordIsWritten() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        String place = DataSources.place(data.toString());
        assertEquals(place, DataSources.place(link.toString()));
        assertEquals(place, DataSources.place(folder.resolve("data/../data").toString()));
        assertEquals("signs", DataSources.place("signs#stop,yield"));
    }

    @Test
    void open_aFewClasses_countsThemAnew() throws IOException {
        Path cifar = ImageFolderTest.put(folder, "a/test_batch.bin", Cifar10Test.records(10));
        Dataset all = sources.open(cifar.toString());
        Dataset two = sources.open(cifar + "#dog,Cat");
        assertEquals(List.of("dog", "cat"), two.classNames());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < all.test().size(); i++) {
            String name = all.classNames().get(all.test().label(i));
            if (two.classNames().contains(name)) {
                expected.add(name + " " + all.test().id(i));
            }
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < two.test().size(); i++) {
            found.add(
                    two.classNames().get(two.test().label(i)) + " " + two.test().id(i));
        }
        assertEquals(2, found.size());
        assertEquals(expected, found);
        for (String wrong : List.of("#dog,wolf", "#dog,dog", "#dog", "#")) {
            assertTrue(sentence(() -> sources.open(cifar + wrong)).endsWith("."), wrong);
        }
    }

    @Test
    void open_absent_listsTheBundledNames() {
        String absent = folder.resolve("absent").toString();
        assertEquals(
                absent + " does not exist; give a path to data or one of the bundled names: signs.",
                sentence(() -> sources.open(absent)));
        assertTrue(sentence(() -> sources.open("")).startsWith("\"\" does not exist"));
        assertTrue(sentence(() -> sources.open("a\0b")).contains("does not exist"));
    }

    @Test
    void open_unknown_listsWhatIsKnown() throws IOException {
        assertTrue(sentence(() -> sources.open(folder.toString())).startsWith(folder + " is empty; give a folder of"));
        Path text = Files.writeString(folder.resolve("readme.txt"), "hello");
        for (Path path : List.of(folder, text)) {
            String sentence = sentence(() -> sources.open(path.toString()));
            assertTrue(sentence.startsWith(path + " is not data of a known kind; known are"), sentence);
            assertTrue(sentence.contains("CIFAR-10") && sentence.contains("IDX") && sentence.contains("per class"));
        }
    }

    @Test
    void open_archive_saysToUnpackIt() throws IOException {
        byte[] tar = new byte[512];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        Path zip = folder.resolve("signs.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("stop/1.png"));
        }
        Path gzip = Files.write(folder.resolve("signs.tgz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
        for (Path archive : List.of(Files.write(folder.resolve("signs.tar"), tar), zip, gzip)) {
            String sentence = sentence(() -> sources.open(archive.toString()));
            assertTrue(sentence.startsWith(archive + " is an archive") && sentence.contains("unpack it"), sentence);
        }
    }

    @Test
    void open_onlyPicturesThatAreNotRead_countsThem() throws IOException {
        Path home = Files.createDirectories(folder.resolve("signs/stop"));
        Files.write(home.resolve("1.gif"), new byte[1]);
        Files.write(home.resolve("2.gif"), new byte[1]);
        String sentence = sentence(() -> sources.open(folder.resolve("signs").toString()));
        assertTrue(sentence.contains("only 2 GIF; save them as PNG"), sentence);
    }
}
