package org.triggerworkbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A folder of pictures with a sub-folder per class, or the same below {@code train}, {@code test} and {@code val}.
 *
 * <p>Classes are numbered by the text of the folder names, as torchvision does, so that {@code 10} comes before {@code
 * 2}, and folders {@code 00} to {@code 42} have their own number as the label. An empty class folder keeps its number.
 * Files that are no pictures by name are passed over; the pictures among them are told as {@link
 * Dataset#remarks() remarks}. Hidden files do not count.
 */
public final class ImageFolder {
    private static final List<String> TRAIN = List.of("train");
    private static final List<String> VALIDATION = List.of("val", "validation");
    private static final List<String> TEST = List.of("test");

    private static final Messages MESSAGES = Messages.of(ImageFolder.class);

    private ImageFolder() {}

    /** Whether the folder has class folders with pictures in them, directly or below its splits. */
    static boolean recognises(Path folder) {
        List<Path> splits = splitFolders(folder);
        return (splits.isEmpty() ? List.of(folder) : splits)
                .stream()
                        .flatMap(split -> DataFiles.folders(split).stream())
                        .anyMatch(classFolder ->
                                DataFiles.list(classFolder).stream().anyMatch(PictureFiles::hasPictureName));
    }

    /**
     * Lists the pictures and checks first bytes, sizes and end mark of every file. A folder without splits is all test
     * split.
     *
     * @throws InputException if there are no pictures, or naming the first broken picture and how many others there are
     */
    public static Dataset open(Path folder) {
        List<Path> splits = splitFolders(folder);
        List<Path> roots = splits.isEmpty() ? List.of(folder) : splits;
        TreeSet<String> names = new TreeSet<>();
        for (Path root : roots) {
            DataFiles.folders(root).forEach(classFolder -> names.add(DataFiles.name(classFolder)));
        }
        List<String> classNames = List.copyOf(names);
        Dataset data = splits.isEmpty()
                ? new Dataset(
                        DataFiles.name(folder),
                        classNames,
                        ImageSets.empty(),
                        ImageSets.empty(),
                        scan(folder, folder, classNames),
                        remarks(folder, roots, classNames))
                : new Dataset(
                        DataFiles.name(folder),
                        classNames,
                        split(folder, splits, TRAIN, classNames),
                        split(folder, splits, VALIDATION, classNames),
                        split(folder, splits, TEST, classNames),
                        remarks(folder, roots, classNames));
        if (data.train().size() + data.validation().size() + data.test().size() == 0) {
            throw new InputException(MESSAGES.get("folder.empty", folder));
        }
        return data;
    }

    private static DataRemarks remarks(Path folder, List<Path> roots, List<String> classNames) {
        LeftOutPictures leftOut = new LeftOutPictures();
        Set<String> filled = new HashSet<>();
        for (Path root : roots) {
            for (Path path : DataFiles.list(root)) {
                if (Files.isDirectory(path)) {
                    leftOut.inClass(path);
                    if (DataFiles.list(path).stream().anyMatch(PictureFiles::hasPictureName)) {
                        filled.add(DataFiles.name(path));
                    }
                } else {
                    leftOut.outside(path);
                }
            }
        }
        if (!roots.contains(folder)) {
            DataFiles.list(folder).stream()
                    .filter(path -> !roots.contains(path))
                    .forEach(leftOut::outside);
        }
        List<String> byValue = classNames.stream().sorted(new NaturalOrder()).toList();
        return new DataRemarks(
                leftOut.counts(),
                classNames.stream().filter(name -> !filled.contains(name)).toList(),
                byValue.equals(classNames) ? List.of() : classNames);
    }

    private static boolean isNamed(Path folder, List<String> names) {
        return names.contains(DataFiles.name(folder).toLowerCase(Locale.ROOT));
    }

    /** The split folders; a class that is called "train" holds pictures, not folders, and is none. */
    private static List<Path> splitFolders(Path folder) {
        return DataFiles.folders(folder).stream()
                .filter(path -> isNamed(path, TRAIN) || isNamed(path, VALIDATION) || isNamed(path, TEST))
                .filter(path -> !DataFiles.folders(path).isEmpty())
                .toList();
    }

    private static ImageSet split(Path root, List<Path> splits, List<String> names, List<String> classNames) {
        return ImageSets.join(splits.stream()
                .filter(folder -> isNamed(folder, names))
                .map(folder -> scan(root, folder, classNames))
                .toList());
    }

    private static ImageSet scan(Path root, Path folder, List<String> classNames) {
        List<String> ids = new ArrayList<>();
        IntStream.Builder labels = IntStream.builder();
        for (Path classFolder : DataFiles.folders(folder)) {
            int label = classNames.indexOf(DataFiles.name(classFolder));
            for (Path file : DataFiles.list(classFolder)) {
                if (PictureFiles.hasPictureName(file)) {
                    ids.add(root.relativize(file).toString().replace('\\', '/'));
                    labels.add(label);
                }
            }
        }
        FolderImages images = new FolderImages(root, ids, labels.build().toArray());
        requireReadable(images);
        return images;
    }

    static void requireReadable(FolderImages images) {
        List<InputException> faults = IntStream.range(0, images.size())
                .parallel()
                .mapToObj(index -> fault(images.file(index)))
                .filter(Objects::nonNull)
                .toList();
        if (faults.size() == 1) {
            throw faults.getFirst();
        }
        if (!faults.isEmpty()) {
            InputException first = faults.getFirst();
            throw new InputException(
                    MESSAGES.get("folder.broken", first.sentence(), faults.size() - 1, images.size()), first);
        }
    }

    private static @Nullable InputException fault(Path file) {
        try {
            PictureFiles.check(file);
            return null;
        } catch (InputException e) {
            return e;
        }
    }
}
