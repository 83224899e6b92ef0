package org.triggerworkbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Parquet files as Hugging Face's datasets saves them: one file, or a folder of files whose names begin with their split, such as
 * {@code train-00000-of-00002.parquet}, which may lie in its folder {@code data} or in a folder for each split. Of a split in
 * several parts all must be there. A file by itself is all test, as is a folder whose names tell no split.
 */
final class ParquetData {
    private static final Messages MESSAGES = Messages.of(ParquetData.class);
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final String ENDING = ".parquet";
    private static final List<String> TRAIN = List.of("train");
    private static final List<String> VALIDATION = List.of("validation", "valid", "val", "dev");
    private static final List<String> TEST = List.of("test");
    private static final Pattern SPLIT = Pattern.compile("(train|validation|valid|val|dev|test)([-_.0-9].*)?");
    private static final Pattern PART = Pattern.compile("(.*)-[0-9]{5}-of-([0-9]{5})(-[0-9a-f]+)?\\.parquet");

    private final PictureCheck check;
    private long room = Runtime.getRuntime().maxMemory() / 2;
    private List<String> names = List.of();

    private ParquetData(BrokenPictures broken) {
        this.check = new PictureCheck(broken);
    }

    /** Whether a file is Parquet, by its first bytes. */
    static boolean isParquet(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    /**
     * Opens a file or a folder; null if there is no Parquet.
     *
     * @throws InputException naming the file that is broken or of another form, or the part that is absent
     */
    static @Nullable Dataset open(Path path, BrokenPictures broken) {
        if (isParquet(path)) {
            return new ParquetData(broken).open(path, Map.of("", List.of(path)));
        }
        Map<String, List<Path>> files = Files.isDirectory(path) ? files(path) : Map.of();
        return files.isEmpty() ? null : new ParquetData(broken).open(path, files);
    }

    /** The files by their splits. */
    private static Map<String, List<Path>> files(Path folder) {
        for (Path place : List.of(folder, folder.resolve("data"))) {
            List<Path> here = Files.isDirectory(place) ? parquet(place) : List.of();
            if (!here.isEmpty()) {
                Map<String, List<Path>> files = new TreeMap<>();
                for (Path file : here) {
                    files.computeIfAbsent(split(DataFiles.name(file)), _ -> new ArrayList<>())
                            .add(file);
                }
                if (files.size() > 1 && files.containsKey("")) {
                    throw new InputException(MESSAGES.get(
                            "parquet.split",
                            place,
                            FileWord.shown(
                                    DataFiles.name(files.getOrDefault("", here).getFirst()))));
                }
                files.values().forEach(parts -> requireAll(place, parts));
                return files;
            }
        }
        Map<String, List<Path>> files = new TreeMap<>();
        for (Path split : DataFiles.folders(folder)) {
            String name = DataFiles.name(split).toLowerCase(Locale.ROOT);
            List<Path> here = isSplit(name) ? parquet(split) : List.of();
            if (!here.isEmpty()) {
                requireAll(split, here);
                files.put(name, here);
            }
        }
        return files;
    }

    private static List<Path> parquet(Path folder) {
        return DataFiles.list(folder).stream()
                .filter(file -> DataFiles.name(file).endsWith(ENDING) && Files.isRegularFile(file))
                .toList();
    }

    private static boolean isSplit(String name) {
        return TRAIN.contains(name) || VALIDATION.contains(name) || TEST.contains(name);
    }

    private static String split(String name) {
        Matcher split = SPLIT.matcher(name.toLowerCase(Locale.ROOT));
        return split.matches() ? split.group(1) : "";
    }

    /** A figure of half a split would not be told from that of the whole. */
    private static void requireAll(Path folder, List<Path> files) {
        Map<String, Integer> parts = new TreeMap<>();
        for (Path file : files) {
            Matcher part = PART.matcher(DataFiles.name(file));
            if (part.matches()) {
                parts.merge(part.group(1) + "-of-" + part.group(2), 1, Integer::sum);
            }
        }
        parts.forEach((name, count) -> {
            int whole = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
            if (count != whole) {
                throw new InputException(MESSAGES.get(
                        "parquet.parts",
                        folder,
                        count,
                        whole,
                        FileWord.shown(name.substring(0, name.lastIndexOf("-of-")))));
            }
        });
    }

    private Dataset open(Path path, Map<String, List<Path>> files) {
        ImageSet train = images(files, TRAIN);
        ImageSet validation = images(files, VALIDATION);
        ImageSet test = ImageSets.join(List.of(images(files, TEST), images(files, List.of(""))));
        ImageSet all = ImageSets.join(List.of(train, validation, test));
        if (all.size() == 0) {
            throw new InputException(MESSAGES.get(check.leftOut().isEmpty() ? "parquet.empty" : "broken.all", path));
        }
        int largest = IntStream.range(0, all.size()).map(all::label).max().orElseThrow();
        return new Dataset(
                DataFiles.name(path).replaceFirst("\\.parquet$", ""),
                names.isEmpty()
                        ? IntStream.rangeClosed(0, largest)
                                .mapToObj(Integer::toString)
                                .toList()
                        : names,
                train,
                validation,
                test,
                DataRemarks.NONE.withBroken(check.leftOut()));
    }

    private ImageSet images(Map<String, List<Path>> files, List<String> splits) {
        List<ImageSet> parts = new ArrayList<>();
        for (String split : splits) {
            for (Path file : files.getOrDefault(split, List.of())) {
                ParquetFile read = ParquetFile.read(file, room);
                for (byte[] picture : read.images().pictures()) {
                    room -= picture.length;
                }
                if (!read.names().isEmpty()) {
                    if (!names.isEmpty() && !names.equals(read.names())) {
                        throw new InputException(MESSAGES.get("parquet.names", file));
                    }
                    names = read.names();
                }
                parts.add(check.usable(read.images()));
            }
        }
        return ImageSets.join(parts);
    }
}
