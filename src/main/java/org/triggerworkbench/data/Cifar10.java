package org.triggerworkbench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** CIFAR-10 in its binary version, with any number of records a file. */
public final class Cifar10 {
    static final List<String> NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final String TEST_FILE = "test_batch.bin";
    private static final String NAMES_FILE = "batches.meta.txt";

    private Cifar10() {}

    /** Whether the folder holds {@code data_batch_*.bin} or {@code test_batch.bin}, or the path is a .bin file. */
    static boolean recognises(Path path) {
        return Files.isDirectory(path)
                ? DataFiles.list(path).stream().anyMatch(file -> isTrainFile(file) || isTestFile(file))
                : DataFiles.name(path).endsWith(".bin");
    }

    /**
     * Opens a folder: {@code data_batch_*.bin} is the train split, {@code test_batch.bin} the test split, and
     * {@code batches.meta.txt}, where present, names the classes. A single file is all test split.
     *
     * @throws InputException naming the file that is unreadable, cut within a record or holds a label above 9
     */
    public static Dataset open(Path path) {
        if (!Files.isDirectory(path)) {
            return new Dataset(
                    DataFiles.name(path), NAMES, ImageSets.empty(), ImageSets.empty(), Cifar10Images.read(path));
        }
        List<Path> files = DataFiles.list(path);
        return new Dataset(
                DataFiles.name(path),
                classNames(path.resolve(NAMES_FILE)),
                read(files.stream().filter(Cifar10::isTrainFile).toList()),
                ImageSets.empty(),
                read(files.stream().filter(Cifar10::isTestFile).toList()));
    }

    private static boolean isTrainFile(Path file) {
        return DataFiles.name(file).matches("data_batch_.*\\.bin");
    }

    private static boolean isTestFile(Path file) {
        return DataFiles.name(file).equals(TEST_FILE);
    }

    private static ImageSet read(List<Path> files) {
        return ImageSets.join(files.stream().<ImageSet>map(Cifar10Images::read).toList());
    }

    private static List<String> classNames(Path file) {
        if (!Files.exists(file)) {
            return NAMES;
        }
        try {
            List<String> names = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (names.size() != Cifar10Images.CLASSES) {
                throw new InputException(Messages.of(Cifar10.class).get("cifar.names", file, names.size()));
            }
            return names;
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }
}
