package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.triggerworkbench.data.Refusals.sentence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.PictureFilesTest;
import org.triggerworkbench.data.picture.PictureFormatsTest;
import org.triggerworkbench.data.picture.TestPictures;

class ImageFolderTest {
    private static final byte[] PNG = PictureFiles.encodePng(TestPictures.row(1, 2, 3));

    @Test
    void open_gtsrb_hasItsCountAndItsClassNumbers() {
        Dataset data = ImageFolder.open(SharedData.require("gtsrb"));
        assertEquals(2294, data.test().size());
        assertEquals(43, data.classNames().size());
        for (int i = 0; i < data.test().size(); i++) {
            String id = data.test().id(i);
            assertEquals(Integer.parseInt(id.substring(0, 2)), data.test().label(i), id);
        }
        assertEquals(32, data.test().picture(2293).width());
        assertTrue(ImageSets.isPool(data));
    }

    @Test
    void open_pool_sortsClassesByTextAndFilesByValue(@TempDir Path folder) throws IOException {
        for (String name : List.of("10/a.png", "2/b.PNG", "2/a10.png", "2/a9.png", "0/x.png")) {
            put(folder, name, PNG);
        }
        put(folder, "1/photo.jpg", PictureFilesTest.jpeg(TestPictures.row(5, 5, 5, 5)));
        put(folder, "2/notes.txt", new byte[3]);
        put(folder, "2/.hidden.png", new byte[3]);
        put(folder, "labels.csv", new byte[3]);
        put(folder, ".cache/x.png", new byte[3]);
        Dataset data = ImageFolder.open(folder);
        assertEquals(List.of("0", "1", "10", "2"), data.classNames());
        assertEquals(
                List.of("0/x.png", "1/photo.jpg", "2/a9.png", "2/a10.png", "2/b.PNG", "10/a.png"), ids(data.test()));
        assertEquals(2, data.test().label(5));
        assertEquals(
                List.of("Classes are numbered by the text of their names, as torchvision does, not by the numbers in"
                        + " them: 0, 1, 10, 2."),
                data.remarks().sentences());
        assertArrayEquals(
                TestPictures.row(1, 2, 3).rgb(), data.test().picture(2).rgb());
        assertEquals(4, data.test().picture(1).width());
    }

    @Test
    void open_folderNamedAsAPicture_isAFolder(@TempDir Path folder) throws IOException {
        put(folder, "stop/a.png", PNG);
        put(folder, "stop/more.png/b.png", PNG);
        Dataset data = ImageFolder.open(folder);
        assertEquals(List.of("stop/a.png"), ids(data.test()));
        assertEquals(Map.of("deeper", 1), data.remarks().skipped());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void open_pipeNamedAsAPicture_isRefusedAndNotWaitedFor(@TempDir Path folder)
            throws IOException, InterruptedException {
        put(folder, "stop/a.png", PNG);
        Path pipe = folder.resolve("stop/b.png");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        String said = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> sentence(() -> ImageFolder.open(folder)));
        assertTrue(said.startsWith(pipe + " is no ordinary file"), said);
    }

    @Test
    void open_emptyClassFolder_keepsItsNumber(@TempDir Path folder) throws IOException {
        put(folder, "00/a.png", PNG);
        Files.createDirectories(folder.resolve("01"));
        put(folder, "02/a.png", PNG);
        assertEquals(2, ImageFolder.open(folder).test().label(1));
    }

    @Test
    void open_picturesThatAreNotRead_areCountedByKind(@TempDir Path folder) throws IOException {
        for (String name : List.of("a/1.png", "b/1.png", "b/deeper/2.png", "b/deeper/more/3.gif", "b/.thumbs/4.png")) {
            put(folder, name, PNG);
        }
        for (String name : List.of("a/2.avif", "a/3.AVIF", "b/4.gif", "b/.6.gif", "b/7.jp2", "8.jpg")) {
            put(folder, name, new byte[3]);
        }
        put(folder, "b/notes.txt", new byte[3]);
        Files.createDirectories(folder.resolve("c"));
        DataRemarks remarks = ImageFolder.open(folder).remarks();
        assertEquals(Map.of("avif", 2, "gif", 1, "jp2", 1, "deeper", 2, "outside", 1), remarks.skipped());
        assertEquals(List.of("c"), remarks.emptyClasses());
        assertEquals(
                List.of(
                        "Pictures left out: 2 AVIF, 2 in folders below those of the classes, 1 GIF, 1 JPEG 2000, 1 outside"
                                + " the folders of the classes. Only PNG, JPEG, WebP, BMP, TIFF and PPM files that lie"
                                + " directly in the folder of a class are read.",
                        "Classes without a picture, which keep their number: c."),
                remarks.sentences());
    }

    @Test
    void open_splits_whatLiesBesideThemIsCounted(@TempDir Path folder) throws IOException {
        put(folder, "train/cat/1.png", PNG);
        put(folder, "test/cat/1.gif", PNG);
        put(folder, "test/dog/1.png", PNG);
        put(folder, "unsorted/1.png", PNG);
        put(folder, "test/2.png", PNG);
        Dataset data = ImageFolder.open(folder);
        assertEquals(Map.of("gif", 1, "outside", 2), data.remarks().skipped());
        assertEquals(List.of(), data.remarks().emptyClasses());
        assertEquals(
                1,
                ImageSets.withFixedSplit(pool(data), 0.5, 1).remarks().skipped().get("gif"));
    }

    private static Dataset pool(Dataset data) {
        return new Dataset(
                data.name(), data.classNames(), ImageSets.empty(), ImageSets.empty(), data.test(), data.remarks());
    }

    @Test
    void open_splitFolders_shareTheirClasses(@TempDir Path folder) throws IOException {
        put(folder, "train/cat/1.png", PNG);
        put(folder, "train/dog/1.png", PNG);
        put(folder, "train/dog/2.png", PNG);
        put(folder, "val/dog/3.png", PNG);
        put(folder, "test/zebra/4.png", PNG);
        Dataset data = ImageFolder.open(folder);
        assertEquals(List.of("cat", "dog", "zebra"), data.classNames());
        assertEquals(List.of("train/cat/1.png", "train/dog/1.png", "train/dog/2.png"), ids(data.train()));
        assertEquals(1, data.validation().label(0));
        assertEquals(2, data.test().label(0));
    }

    @Test
    void open_classCalledTrain_isAClass(@TempDir Path folder) throws IOException {
        put(folder, "train/1.png", PNG);
        put(folder, "bus/1.png", PNG);
        assertEquals(List.of("bus", "train"), ImageFolder.open(folder).classNames());
    }

    @Test
    void open_brokenPictures_namesTheFirstAndCountsTheOthers(@TempDir Path folder) throws IOException {
        put(folder, "a/1.png", PNG);
        Path cut = put(folder, "a/2.png", Arrays.copyOf(PNG, PNG.length - 20));
        put(folder, "b/1.png", PNG);
        String one = cut + " is a broken or cut-off picture and cannot be decoded; replace it or take it out.";
        assertEquals(one, sentence(() -> ImageFolder.open(folder)));
        put(folder, "b/2.png", new byte[0]);
        put(folder, "b/3.png", new byte[50]);
        assertEquals(
                one + " Of 5 pictures there, 2 more cannot be used either.", sentence(() -> ImageFolder.open(folder)));
    }

    @Test
    void picture_faultWithinThePixels_namesTheFile(@TempDir Path folder) throws IOException {
        byte[] damaged = PictureFilesTest.jpeg(TestPictures.drawn(64, 64, (x, y, c) -> x * y * (c + 3) % 256));
        damaged = Arrays.copyOf(damaged, damaged.length / 2);
        damaged[damaged.length - 2] = (byte) 0xff;
        damaged[damaged.length - 1] = (byte) 0xd9;
        Path file = put(folder, "a/1.jpg", damaged);
        ImageSet images = ImageFolder.open(folder).test();
        assertTrue(sentence(() -> images.picture(0)).startsWith(file + " is a broken"));
    }

    @Test
    void open_noPictures_isRefused(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("a"));
        assertEquals(
                folder + " holds no pictures in class folders; put each picture into a folder named after"
                        + " its class.",
                sentence(() -> ImageFolder.open(folder)));
    }

    @Test
    void naturalOrder_comparesDigitsByValue() {
        List<String> names = new ArrayList<>(List.of("a10", "a2", "b", "a", "A", "02", "2", "10", "a2b", "a02"));
        names.sort(new NaturalOrder());
        assertEquals(List.of("02", "2", "10", "A", "a", "a02", "a2", "a2b", "a10", "b"), names);
    }

    static Path put(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    @Test
    void open_brokenLeftOut_isTheFolderWithoutThem(@TempDir Path folder, @TempDir Path whole) throws IOException {
        byte[] jpeg = PictureFilesTest.jpeg(TestPictures.row(5, 5, 5, 5));
        for (int i = 0; i < 10; i++) {
            for (Path each : List.of(folder, whole)) {
                put(each, "cat/" + i + ".png", PNG);
                put(each, "dog/" + i + ".jpg", jpeg);
            }
        }
        put(folder, "cat/05.png", new byte[3]);
        put(folder, "dog/3a.png", Arrays.copyOf(PNG, PNG.length / 2));
        Files.createDirectories(whole.resolve("none"));
        put(folder, "none/1.png", new byte[0]);
        Dataset data = ImageFolder.open(folder, BrokenPictures.LEAVE_OUT);
        Dataset same = ImageFolder.open(whole);
        assertEquals(ids(same.test()), ids(data.test()));
        assertEquals(same.classNames(), data.classNames());
        assertEquals(
                List.of("cat/05.png", "dog/3a.png", "none/1.png"),
                data.remarks().broken());
        assertEquals(Map.of("broken", 3), data.remarks().leftOut());
        assertEquals(
                List.of(
                        "Broken pictures left out: 3 (cat/05.png, dog/3a.png, none/1.png). All figures are of the others.",
                        "Classes without a picture, which keep their number: none."),
                data.remarks().sentences());
        assertEquals(
                ids(ImageSets.withFixedSplit(same, 0.2, 1).test()),
                ids(ImageSets.withFixedSplit(data, 0.2, 1).test()));
    }

    @Test
    void open_faultWithinPixels_isFoundWhereBrokenAreLeftOut(@TempDir Path folder) throws IOException {
        byte[] jpeg = PictureFormatsTest.bytes("plain.jpg");
        put(folder, "a/1.jpg", jpeg);
        byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 60);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;
        put(folder, "a/2.jpg", cut);
        assertEquals(2, ImageFolder.open(folder).test().size());
        assertEquals(
                List.of("a/2.jpg"),
                ImageFolder.open(folder, BrokenPictures.LEAVE_OUT).remarks().broken());
    }

    /** A reading that was stopped says nothing of the picture. */
    @Test
    void open_interrupted_isRefusedNotLeftOut(@TempDir Path folder) throws IOException {
        put(folder, "a/1.png", PNG);
        Thread.currentThread().interrupt();
        try {
            assertTrue(sentence(() -> ImageFolder.open(folder, BrokenPictures.LEAVE_OUT))
                    .startsWith(folder.toString()));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(
                1, ImageFolder.open(folder, BrokenPictures.LEAVE_OUT).test().size());
    }

    @Test
    void open_allBroken_isRefused(@TempDir Path folder) throws IOException {
        put(folder, "a/1.png", new byte[3]);
        assertEquals(
                folder + " holds only pictures that cannot be decoded; replace them.",
                sentence(() -> ImageFolder.open(folder, BrokenPictures.LEAVE_OUT)));
    }

    private static List<String> ids(ImageSet images) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            ids.add(images.id(i));
        }
        return ids;
    }
}
