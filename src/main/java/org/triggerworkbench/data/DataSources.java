package org.triggerworkbench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Opens data by a word: the name of a bundled set, or a path whose kind its content tells. */
public final class DataSources {
    private static final Messages MESSAGES = Messages.of(DataSources.class);

    /** Stands before the names of classes. */
    private static final char CLASSES = '#';

    private final Map<String, Supplier<Dataset>> bundled;

    /**
     * @param bundled sets by name, in the order to list them
     */
    public DataSources(Map<String, Supplier<Dataset>> bundled) {
        this.bundled = Collections.unmodifiableMap(new LinkedHashMap<>(bundled));
    }

    /** Names of the bundled sets. */
    public List<String> names() {
        return List.copyOf(bundled.keySet());
    }

    /**
     * Opens a set. A bundled name goes before a path of that name; write {@code ./name} for the path. Either may be
     * followed by {@code #} and the names of a few of its classes, such as {@code road-signs#stop,yield}.
     *
     * @throws InputException if nothing is there, the kind is not recognised, or the data is broken
     */
    public Dataset open(String spec) {
        return open(spec, BrokenPictures.REFUSE);
    }

    /**
     * Opens a set as {@link #open(String)} does.
     *
     * @param broken what becomes of picture files that cannot be decoded
     */
    public Dataset open(String spec, BrokenPictures broken) {
        Supplier<Dataset> named = bundled.get(spec);
        if (named != null) {
            return named.get();
        }
        String whole = whole(spec);
        if (whole.equals(spec)) {
            return open(path(spec), broken);
        }
        Dataset data = open(whole, broken);
        String classes = spec.substring(whole.length() + 1);
        return ChosenClasses.of(data, data.name() + CLASSES + classes, List.of(classes.split(",")));
    }

    /** What a few classes are chosen of: the part of a word before the {@code #}, or all of it where it is a path. */
    public static String whole(String spec) {
        int cut = spec.lastIndexOf(CLASSES);
        return cut < 1 || exists(spec) ? spec : spec.substring(0, cut);
    }

    /** Where the images of a word are, told alike however it is written: a real path, or the name of a bundled set. */
    public static String place(String spec) {
        String whole = whole(spec);
        try {
            return exists(whole) ? Path.of(whole).toRealPath().toString() : whole;
        } catch (IOException e) {
            return whole;
        }
    }

    private static boolean exists(String spec) {
        try {
            return Files.exists(Path.of(spec));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Opens a set, and cuts it into train and test by lot if it has no splits of its own. What is left out is so before.
     *
     * @param testFraction share that becomes the test split, 0 to 1
     * @throws InputException as {@link #open}
     */
    public Dataset openSplit(String spec, BrokenPictures broken, double testFraction, long seed) {
        Dataset data = open(spec, broken);
        return ImageSets.isPool(data) ? ImageSets.withFixedSplit(data, testFraction, seed) : data;
    }

    /** Whether a file of NumPy arrays is images with labels. */
    public static boolean isImages(Path file) {
        return ArrayData.recognises(file);
    }

    /** Whether a file is Parquet. */
    public static boolean isParquet(Path file) {
        return ParquetData.isParquet(file);
    }

    /** Whether a file of images is opened as the set it belongs to, since its folder may hold others. */
    public static boolean isOneOfSeveral(Path file) {
        return DataFiles.name(file).startsWith("emnist-") && Idx.recognises(file);
    }

    /** Whether a file of Python data is part of a set that its folder is opened as, such as a batch of CIFAR. */
    public static boolean isPart(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && folder.equals(CifarPython.find(folder)) && CifarPython.isPart(file);
    }

    private Path path(String spec) {
        String shown = spec.isBlank() ? "\"" + spec + "\"" : spec;
        String absent = MESSAGES.get("data.absent", shown, String.join(", ", names()));
        try {
            Path path = Path.of(spec);
            if (!spec.isBlank() && Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new InputException(absent, e);
        }
        throw new InputException(absent);
    }

    private Dataset open(Path path, BrokenPictures broken) {
        Optional<Path> cifar = List.of(path, path.resolve("cifar-10-batches-bin")).stream()
                .filter(Files::exists)
                .filter(Cifar10::recognises)
                .findFirst();
        if (cifar.isPresent()) {
            return Cifar10.open(cifar.get());
        }
        Path batches = CifarPython.find(path);
        if (batches != null) {
            return CifarPython.open(batches);
        }
        Dataset triggered = AttackResultData.open(path);
        if (triggered != null) {
            return triggered;
        }
        for (Path folder : List.of(path, path.resolve("raw"), path.resolve("MNIST/raw"), path.resolve("EMNIST/raw"))) {
            if (Idx.recognises(folder)) {
                return Idx.open(folder);
            }
        }
        Dataset arrays = ArrayData.open(path);
        if (arrays != null) {
            return arrays;
        }
        Dataset parquet = ParquetData.open(path, broken);
        if (parquet != null) {
            return parquet;
        }
        Dataset listed = PictureLists.open(path, broken);
        if (listed != null) {
            return listed;
        }
        if (Files.isDirectory(path) && ImageFolder.recognises(path)) {
            return ImageFolder.open(path, broken);
        }
        throw unknown(path);
    }

    private InputException unknown(Path path) {
        String names = String.join(", ", names());
        if (Archive.is(path)) {
            return new InputException(MESSAGES.get("data.archive", path));
        }
        if (Files.isDirectory(path)) {
            if (DataFiles.list(path).isEmpty()) {
                return new InputException(MESSAGES.get("data.empty", path, names));
            }
            LeftOutPictures others = new LeftOutPictures();
            DataFiles.folders(path).forEach(others::inClass);
            if (!others.counts().isEmpty()) {
                return new InputException(MESSAGES.get("data.pictures", path, DataRemarks.kinds(others.counts())));
            }
        }
        return new InputException(MESSAGES.get("data.unknown", path, names));
    }
}
