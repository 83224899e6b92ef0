package org.triggerworkbench.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Folders whose pictures are labelled by a list: {@code metadata.jsonl} or a CSV of file and label, GTSRB as published (with or
 * without torchvision's folder around it) and tiny-imagenet.
 */
final class PictureLists {
    private static final Messages MESSAGES = Messages.of(PictureLists.class);
    private static final long MOST_BYTES = 1L << 28;
    private static final String GTSRB_TRAIN = "Final_Training/Images";
    private static final String GTSRB_TEST = "Final_Test/Images";

    private PictureLists() {}

    /** Opens a folder; null if it is none of these. */
    static @Nullable Dataset open(Path folder, BrokenPictures broken) {
        PictureCheck check = new PictureCheck(broken);
        if (!Files.isDirectory(folder)) {
            return null;
        }
        for (String below : List.of("", "GTSRB", "gtsrb/GTSRB")) {
            Path root = folder.resolve(below);
            if (Files.isDirectory(root.resolve(GTSRB_TRAIN)) || Files.isDirectory(root.resolve(GTSRB_TEST))) {
                return gtsrb(root, check);
            }
        }
        if (Files.isRegularFile(folder.resolve("wnids.txt")) && Files.isDirectory(folder.resolve("train"))) {
            return tinyImagenet(folder, check);
        }
        return flat(folder, check);
    }

    private static Dataset gtsrb(Path root, PictureCheck check) {
        ListedPictures train = new ListedPictures(root);
        Path trainFolder = root.resolve(GTSRB_TRAIN);
        if (Files.isDirectory(trainFolder)) {
            for (Path classFolder : DataFiles.folders(trainFolder)) {
                Path list = classFolder.resolve("GT-" + DataFiles.name(classFolder) + ".csv");
                new PictureTable(list, classFolder, ';').addTo(train);
            }
        }
        ListedPictures test = new ListedPictures(root);
        Path testFolder = root.resolve(GTSRB_TEST);
        if (Files.isDirectory(testFolder)) {
            Path inside = testFolder.resolve("GT-final_test.csv");
            Path beside = root.resolve("GT-final_test.csv");
            Path above = root.resolveSibling("GT-final_test.csv");
            Path list = Stream.of(inside, beside, above)
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(inside);
            new PictureTable(list, testFolder, ';').addTo(test);
        }
        List<String> classes = ListedPictures.classes(List.of(train, test), root);
        return dataset(
                root, classes, train.images(classes, check), ImageSets.empty(), test.images(classes, check), check);
    }

    private static Dataset tinyImagenet(Path folder, PictureCheck check) {
        List<String> ids = lines(folder.resolve("wnids.txt")).stream().sorted().toList();
        ListedPictures train = new ListedPictures(folder);
        for (String id : ids) {
            Path list = folder.resolve("train").resolve(id).resolve("images");
            if (!Files.isDirectory(list)) {
                throw new InputException(
                        MESSAGES.get("list.absent", folder.resolve("wnids.txt"), "train/" + FileWord.shown(id)));
            }
            DataFiles.list(list).stream()
                    .filter(PictureFiles::hasPictureName)
                    .forEach(file -> train.add(list, file, id));
        }
        ListedPictures validation = new ListedPictures(folder);
        Path list = folder.resolve("val/val_annotations.txt");
        if (Files.exists(list)) {
            for (String line : lines(list)) {
                List<String> cells = Arrays.asList(line.split("\t", -1));
                if (cells.size() < 2 || !ids.contains(cells.get(1))) {
                    throw new InputException(MESSAGES.get("list.row", list, FileWord.shown(line)));
                }
                validation.add(list, folder.resolve("val/images").resolve(cells.get(0)), cells.get(1));
            }
        }
        return dataset(
                folder,
                words(folder.resolve("words.txt"), ids),
                train.images(ids, check),
                validation.images(ids, check),
                ImageSets.empty(),
                check);
    }

    private static List<String> words(Path file, List<String> ids) {
        List<String> names = new ArrayList<>(ids);
        if (Files.exists(file)) {
            for (String line : lines(file)) {
                int tab = line.indexOf('\t');
                int at = tab < 0 ? -1 : ids.indexOf(line.substring(0, tab));
                if (at >= 0) {
                    names.set(
                            at, line.substring(tab + 1).replaceFirst(",.*", "").strip());
                }
            }
        }
        // Two of them are cranes; a name must tell its class.
        return names.stream().distinct().count() == names.size() ? List.copyOf(names) : ids;
    }

    /** Pictures beside a list, or in the one folder beside it, where the list names one of them. */
    private static @Nullable Dataset flat(Path folder, PictureCheck check) {
        Path json = folder.resolve("metadata.jsonl");
        boolean beside = hasPictures(folder);
        List<Path> bases = beside ? List.of() : bases(folder);
        List<PictureTable> tables = DataFiles.list(folder).stream()
                .filter(file -> DataFiles.name(file).toLowerCase(Locale.ROOT).endsWith(".csv"))
                .flatMap(file -> beside
                        ? Stream.of(new PictureTable(file, folder, ','))
                        : bases.stream()
                                .map(base -> new PictureTable(file, base, ','))
                                .filter(PictureTable::labelsPictures)
                                .limit(1))
                .toList();
        ListedPictures all = new ListedPictures(folder);
        if (Files.isRegularFile(json)) {
            jsonRows(json, all, folder);
        } else if (tables.size() == 1) {
            tables.getFirst().addTo(all);
        } else if (tables.size() > 1) {
            throw new InputException(MESSAGES.get(
                    "list.several",
                    folder,
                    FileWord.shown(DataFiles.name(tables.get(1).list()))));
        } else {
            return null;
        }
        List<String> classes = ListedPictures.classes(List.of(all), folder);
        return dataset(
                folder,
                classes.getFirst().equals("0") ? SavedClassNames.of(folder.resolve("facts.json"), classes) : classes,
                ImageSets.empty(),
                ImageSets.empty(),
                all.images(classes, check),
                check);
    }

    /** What the names in a list may be relative to, where the pictures lie in one folder: several are classes or splits. */
    private static List<Path> bases(Path folder) {
        List<Path> folders = DataFiles.folders(folder);
        return folders.size() == 1 && hasPictures(folders.getFirst()) ? List.of(folder, folders.getFirst()) : List.of();
    }

    private static boolean hasPictures(Path folder) {
        return DataFiles.list(folder).stream().anyMatch(PictureFiles::hasPictureName);
    }

    private static Dataset dataset(
            Path folder, List<String> classes, ImageSet train, ImageSet validation, ImageSet test, PictureCheck check) {
        if (!check.leftOut().isEmpty() && train.size() + validation.size() + test.size() == 0) {
            throw new InputException(MESSAGES.get("broken.all", folder));
        }
        return new Dataset(
                DataFiles.name(folder), classes, train, validation, test, DataRemarks.NONE.withBroken(check.leftOut()));
    }

    static Path resolve(Path folder, String name, Path list) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new InputException(MESSAGES.get("list.absent", list, FileWord.shown(name)), e);
        }
    }

    private static void jsonRows(Path list, ListedPictures to, Path folder) {
        for (String line : lines(list)) {
            try {
                JsonObject row = JsonParser.parseString(line).getAsJsonObject();
                String file = word(row, PictureTable.FILE);
                String label = word(row, PictureTable.LABEL);
                if (file == null || label == null) {
                    throw new InputException(MESSAGES.get("list.columns", list));
                }
                to.add(list, resolve(folder, file, list), label);
            } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
                throw new InputException(MESSAGES.get("list.row", list, FileWord.shown(line)), e);
            }
        }
    }

    private static @Nullable String word(JsonObject row, List<String> names) {
        for (String name : names) {
            JsonElement value = row.get(name);
            if (value instanceof JsonPrimitive) {
                return value.getAsString();
            }
        }
        return null;
    }

    private static List<String> lines(Path file) {
        try {
            requireShort(file);
            return Arrays.stream(Files.readString(file, StandardCharsets.UTF_8).split("\\R"))
                    .map(line -> line.replaceFirst("^\uFEFF", ""))
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    /** Refuses a list that would not fit in memory, and a named pipe, which would be waited for without end. */
    static void requireShort(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new InputException(MESSAGES.get("file.odd", file));
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(MESSAGES.get("list.large", file));
            }
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }
}
