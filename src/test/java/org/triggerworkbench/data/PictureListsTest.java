package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.triggerworkbench.data.Refusals.sentence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.PictureFormatsTest;
import org.triggerworkbench.data.picture.TestPictures;

class PictureListsTest {
    private static final byte[] PNG = PictureFiles.encodePng(TestPictures.row(1, 2));

    private final DataSources sources = new DataSources(Map.of());

    @TempDir
    private Path folder;

    private void put(String name, byte[] content) throws IOException {
        ImageFolderTest.put(folder, name, content);
    }

    private void put(String name, String content) throws IOException {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Dataset open() {
        return sources.open(folder.toString());
    }

    @Test
    void open_gtsrbAsPublished_hasTrainAndTest() throws IOException {
        byte[] ppm = PictureFormatsTest.bytes("rgb.ppm");
        String head = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\n";
        put("GTSRB/Final_Training/Images/00000/00000_00000.ppm", ppm);
        put("GTSRB/Final_Training/Images/00000/GT-00000.csv", head + "00000_00000.ppm;26;21;1;1;9;9;0\n");
        put("GTSRB/Final_Training/Images/00002/00000_00000.ppm", ppm);
        put("GTSRB/Final_Training/Images/00002/GT-00002.csv", head + "00000_00000.ppm;26;21;1;1;9;9;2\n");
        put("GTSRB/Final_Test/Images/00000.ppm", ppm);
        put("GT-final_test.csv", head + "00000.ppm;26;21;1;1;9;9;1\n");
        Dataset data = open();
        assertEquals(List.of("0", "1", "2"), data.classNames());
        assertEquals(2, data.train().label(1));
        assertEquals("Final_Training/Images/00002/00000_00000.ppm", data.train().id(1));
        assertEquals(1, data.test().label(0));
        assertEquals(26, data.test().picture(0).width());
        Files.delete(folder.resolve("GT-final_test.csv"));
        assertTrue(sentence(this::open).contains("GT-final_test.csv cannot be read"));
    }

    @Test
    void open_brokenOfAList_isRefusedOrLeftOutAndKeepsTheClasses() throws IOException {
        put("labels.csv", "file,label\n1.png,cat\n2.png,bird\n3.png,dog\n");
        put("1.png", PNG);
        put("2.png", new byte[7]);
        put("3.png", PNG);
        assertTrue(sentence(this::open).contains("2.png is not a PNG"));
        Dataset data = sources.open(folder.toString(), BrokenPictures.LEAVE_OUT);
        assertEquals(List.of("bird", "cat", "dog"), data.classNames());
        assertEquals(2, data.test().size());
        assertEquals(1, data.test().label(0));
        assertEquals(2, data.test().label(1));
        assertEquals(List.of("2.png"), data.remarks().broken());
        put("1.png", new byte[7]);
        put("3.png", new byte[7]);
        assertTrue(sentence(() -> sources.open(folder.toString(), BrokenPictures.LEAVE_OUT))
                .contains("holds only pictures that cannot be decoded"));
    }

    @Test
    void open_tinyImagenet_hasTrainAndValidation() throws IOException {
        put("wnids.txt", "n02\nn01\n");
        put("words.txt", "n01\tgoldfish, Carassius\nn02\tfrog\nn03\tother\n");
        put("train/n01/images/n01_0.JPEG", PNG);
        put("train/n02/images/n02_0.JPEG", PNG);
        put("val/images/val_0.JPEG", PNG);
        put("val/val_annotations.txt", "val_0.JPEG\tn02\t0\t0\t62\t62\n");
        Dataset data = open();
        assertEquals(List.of("goldfish", "frog"), data.classNames());
        assertEquals(2, data.train().size());
        assertEquals(1, data.validation().label(0));
        put("val/val_annotations.txt", "val_0.JPEG\tn09\n");
        assertTrue(sentence(this::open).contains("has a line that is not a picture and its class"));
    }

    @Test
    void open_csv_labelsTheFilesItNames() throws IOException {
        put("a.png", PNG);
        put("b.png", PNG);
        put("labels.csv", "\uFEFFfile,label\n\"b.png\",dog\na.png,cat\n");
        Dataset data = open();
        assertEquals(List.of("cat", "dog"), data.classNames());
        assertEquals("b.png", data.test().id(0));
        assertEquals(1, data.test().label(0));
        put("labels.csv", "file,label\nc.png,dog\n");
        assertEquals(
                folder.resolve("labels.csv")
                        + " names c.png, which is not in its folder; correct the list, or put the picture there.",
                sentence(this::open));
        put("labels.csv", "file,label\n../../c.png,dog\n");
        assertTrue(sentence(this::open).contains("which is not in its folder"));
        put("labels.csv", "a,b\nc.png,dog\n");
        assertTrue(sentence(this::open).contains("has no column for the file"));
    }

    /** As {@code export poisoned} writes it, and as others lay their pictures out. */
    @Test
    void open_csvBesideAFolderOfPictures_labelsThem_notTheFolder() throws IOException {
        put("images/a.png", PNG);
        put("images/b, c.png", PNG);
        put("results.csv", "epoch,loss\n1,0.5\n");
        put("labels.csv", "id,file,label,trueLabel\n\"b, c\",\"images/b, c.png\",2,1\na,images/a.png,0,0\n");
        Dataset data = open();
        assertEquals(List.of("0", "1", "2"), data.classNames());
        assertEquals("images/b, c.png", data.test().id(0));
        assertEquals(2, data.test().label(0));
        put("facts.json", "{\"classes\": [\"stop\", \"yield\", \"no entry\", \"parking\"]}");
        assertEquals(List.of("stop", "yield", "no entry", "parking"), open().classNames());
        put("facts.json", "{\"classes\": [\"stop\", \"yield\"]}");
        assertEquals(List.of("0", "1", "2"), open().classNames(), "too few to be theirs");
        put("facts.json", "[\"stop\"");
        assertEquals(List.of("0", "1", "2"), open().classNames(), "no JSON");
        put("more.csv", "file,label\nimages/a.png,0\n");
        assertTrue(sentence(this::open).contains("holds several CSV files"));
        Files.delete(folder.resolve("more.csv"));
        put("labels.csv", "file,label\na.png,1\n");
        assertEquals(1, open().test().label(0), "named without the one folder there is");
        put("facts.json", new byte[] {'{', (byte) 0xff});
        assertEquals(List.of("0", "1"), open().classNames(), "no text");
        put("labels.csv", "file,label\nimages/gone.png,0\n");
        assertEquals(List.of("images"), open().classNames(), "a list of other pictures");
    }

    /** A list of all would lose the splits, and the names of classes where it has numbers. */
    @Test
    void open_csvBesideSplitsOrClasses_leavesThem() throws IOException {
        put("train/cat/a.png", PNG);
        put("labels.csv", "file,label\ntrain/cat/a.png,7\n");
        assertEquals(List.of("cat"), open().classNames());
        put("test/cat/b.png", PNG);
        assertEquals(1, open().train().size());
        assertEquals(List.of("cat"), open().classNames());
    }

    @Test
    void open_csvWithAQuoteThatDoesNotEnd_isRefused() throws IOException {
        put("a.png", PNG);
        put("labels.csv", "file,label\n\"a.png,cat\n");
        assertTrue(sentence(this::open).contains("labels.csv cannot be read"), sentence(this::open));
    }

    @Test
    void open_metadata_labelsTheFilesItNames() throws IOException {
        put("pictures/a.png", PNG);
        put("b.png", PNG);
        put(
                "metadata.jsonl",
                "{\"file_name\": \"b.png\", \"label\": 10}\n{\"file_name\": \"pictures/a.png\", \"label\": 2}\n");
        Dataset data = open();
        assertEquals(11, data.classNames().size());
        assertEquals(10, data.test().label(0));
        assertEquals(2, data.test().label(1));
        put("metadata.jsonl", "{\"file_name\": \n");
        assertTrue(sentence(this::open).contains("has a line that is not a picture and its class"));
    }

    @Test
    void open_emnist_isUprightAndLettersBeginAtA() throws IOException {
        byte[] images = IdxTest.idx(2, 2, 2);
        put("EMNIST/raw/emnist-letters-test-images-idx3-ubyte", images);
        byte[] labels = IdxTest.idx(2);
        labels[labels.length - 2] = 1;
        labels[labels.length - 1] = 26;
        put("EMNIST/raw/emnist-letters-test-labels-idx1-ubyte", labels);
        Dataset data = open();
        assertEquals(List.of("A", "B"), data.classNames().subList(0, 2));
        assertEquals(0, data.test().label(0));
        assertEquals(25, data.test().label(1));
        int stored = images[images.length - 3] & 0xff;
        assertEquals(stored, data.test().picture(1).at(0, 1, 0));
        put("EMNIST/raw/emnist-digits-test-images-idx3-ubyte", images);
        assertTrue(sentence(this::open).contains("holds several sets of EMNIST"));
    }

    @Test
    void open_folderAboveMnist_findsTheFiles() throws IOException {
        put("MNIST/raw/t10k-images-idx3-ubyte", IdxTest.idx(3, 2, 2));
        put("MNIST/raw/t10k-labels-idx1-ubyte", IdxTest.idx(3));
        assertEquals(3, open().test().size());
    }
}
