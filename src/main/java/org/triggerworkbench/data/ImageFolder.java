package org.triggerworkbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        return open(folder, BrokenPictures.REFUSE);
    }

    /**
     * Lists the pictures and checks them as {@link #open(Path)} does, or leaves out those that cannot be decoded. A class
     * keeps its number where all its pictures are left out.
     *
     * @throws InputException if there are no pictures, or as {@link #open(Path)} where broken ones are not left out
     */
    static Dataset open(Path folder, BrokenPictures broken) {
        List<Path> splits = splitFolders(folder);
        List<Path> roots = splits.isEmpty() ? List.of(folder) : splits;
        TreeSet<String> names = new TreeSet<>();
        for (Path root : roots) {
            DataFiles.folders(root).forEach(classFolder -> names.add(DataFiles.name(classFolder)));
        }
        List<String> classNames = List.copyOf(names);
        PictureCheck check = new PictureCheck(broken);
        ImageSet train = split(folder, splits, TRAIN, classNames, check);
        ImageSet validation = split(folder, splits, VALIDATION, classNames, check);
        ImageSet test = splits.isEmpty()
                ? scan(folder, folder, classNames, check)
                : split(folder, splits, TEST, classNames, check);
        ImageSet all = ImageSets.join(List.of(train, validation, test));
        if (all.size() == 0) {
            throw new InputException(MESSAGES.get(check.leftOut().isEmpty() ? "folder.empty" : "broken.all", folder));
        }
        return new Dataset(
                DataFiles.name(folder),
                classNames,
                train,
                validation,
                test,
                remarks(folder, roots, classNames, all).withBroken(check.leftOut()));
    }

    private static DataRemarks remarks(Path folder, List<Path> roots, List<String> classNames, ImageSet all) {
        LeftOutPictures leftOut = new LeftOutPictures();
        for (Path root : roots) {
            for (Path path : DataFiles.list(root)) {
                if (Files.isDirectory(path)) {
                    leftOut.inClass(path);
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
        Set<Integer> filled =
                IntStream.range(0, all.size()).mapToObj(all::label).collect(Collectors.toSet());
        List<String> byValue = classNames.stream().sorted(new NaturalOrder()).toList();
        return new DataRemarks(
                leftOut.counts(),
                IntStream.range(0, classNames.size())
                        .filter(label -> !filled.contains(label))
                        .mapToObj(classNames::get)
                        .toList(),
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

    private static ImageSet split(
            Path root, List<Path> splits, List<String> names, List<String> classNames, PictureCheck check) {
        return ImageSets.join(splits.stream()
                .filter(folder -> isNamed(folder, names))
                .map(folder -> scan(root, folder, classNames, check))
                .toList());
    }

    private static ImageSet scan(Path root, Path folder, List<String> classNames, PictureCheck check) {
        List<String> ids = new ArrayList<>();
        IntStream.Builder labels = IntStream.builder();
        for (Path classFolder : DataFiles.folders(folder)) {
            int label = classNames.indexOf(DataFiles.name(classFolder));
            for (Path file : DataFiles.list(classFolder)) {
                if (PictureFiles.hasPictureName(file) && !Files.isDirectory(file)) {
                    ids.add(root.relativize(file).toString().replace('\\', '/'));
                    labels.add(label);
                }
            }
        }
        return check.usable(new FolderImages(root, ids, labels.build().toArray()));
    }
}
