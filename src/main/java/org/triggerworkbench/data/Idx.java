package org.triggerworkbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A folder of IDX files as MNIST has them: {@code train-images-idx3-ubyte} with {@code train-labels-idx1-ubyte},
 * {@code t10k-...} for the test split, or those of EMNIST, each plain or {@code .gz}. Images are N x H x W (grey) or N x H x W x 3 (RGB).
 */
public final class Idx {
    private static final Pattern IMAGES = Pattern.compile("(?:emnist-(balanced|byclass|bymerge|digits|letters|mnist)-)?"
            + "(train|val|validation|t10k|test)-images[-.]idx[34]-ubyte(\\.gz)?");

    private static final Messages MESSAGES = Messages.of(Idx.class);

    private Idx() {}

    /** Whether the folder has a file of images named as above, or the path is one. */
    static boolean recognises(Path path) {
        return files(path).stream()
                .anyMatch(file -> IMAGES.matcher(DataFiles.name(file)).matches());
    }

    private static List<Path> files(Path path) {
        return Files.isDirectory(path) ? DataFiles.list(path) : List.of(path);
    }

    /**
     * Opens a folder, or the set in its folder that a file of images belongs to. Classes are named by their number, 0 to the
     * largest label, those of EMNIST by their characters.
     *
     * @throws InputException naming the file that is absent, broken, cut off or does not fit its partner, or if the folder holds
     *     several sets of EMNIST
     */
    public static Dataset open(Path path) {
        List<String> sets = files(path).stream()
                .map(file -> IMAGES.matcher(DataFiles.name(file)))
                .filter(Matcher::matches)
                .map(name -> name.group(1) == null ? "" : name.group(1))
                .distinct()
                .toList();
        if (sets.size() > 1) {
            throw new InputException(MESSAGES.get("idx.several", path, FileWord.shown(String.join(", ", sets))));
        }
        Emnist emnist = Emnist.named(sets.getFirst());
        Path folder = Files.isDirectory(path)
                ? path
                : Objects.requireNonNull(path.toAbsolutePath().getParent());
        ImageSet train = split(folder, emnist, List.of("train"));
        ImageSet validation = split(folder, emnist, List.of("val", "validation"));
        ImageSet test = split(folder, emnist, List.of("t10k", "test"));
        ImageSet all = ImageSets.join(List.of(train, validation, test));
        int largest = IntStream.range(0, all.size()).map(all::label).max().orElse(-1);
        List<String> names = emnist == null
                ? IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList()
                : emnist.names();
        if (largest >= names.size()) {
            throw new InputException(MESSAGES.get("idx.classes", path, largest, names.size()));
        }
        return new Dataset(DataFiles.name(path), names, train, validation, test);
    }

    private static ImageSet split(Path folder, @Nullable Emnist emnist, List<String> parts) {
        String set = emnist == null ? "" : emnist.prefix();
        Optional<Path> images = DataFiles.list(folder).stream()
                .filter(file -> parts.stream().map(part -> set + part).anyMatch(prefix(file)::equals))
                .findFirst();
        return images.map(file -> read(file, labelsFile(folder, prefix(file)), emnist))
                .orElseGet(ImageSets::empty);
    }

    private static String prefix(Path file) {
        String name = DataFiles.name(file);
        return IMAGES.matcher(name).matches() ? name.substring(0, name.indexOf("-images")) : "";
    }

    private static Path labelsFile(Path folder, String prefix) {
        return DataFiles.list(folder).stream()
                .filter(file -> DataFiles.name(file).matches(prefix + "-labels[-.]idx1-ubyte(\\.gz)?"))
                .findFirst()
                .orElseThrow(
                        () -> new InputException(MESSAGES.get("idx.noLabels", folder, prefix + "-labels-idx1-ubyte")));
    }

    private static ImageSet read(Path imagesFile, Path labelsFile, @Nullable Emnist emnist) {
        IdxFile images = IdxFile.read(imagesFile);
        IdxFile labels = IdxFile.read(labelsFile);
        boolean grey = images.rank() == 3;
        boolean rgb = images.rank() == 4 && (images.sizes()[3] == 3 || images.sizes()[3] == 1);
        if ((!grey && !rgb) || images.sizes()[1] < 1 || images.sizes()[2] < 1) {
            throw new InputException(MESSAGES.get("idx.images", imagesFile, images.shape()));
        }
        if (labels.rank() != 1) {
            throw new InputException(MESSAGES.get("idx.labels", labelsFile, labels.shape()));
        }
        if (labels.sizes()[0] != images.sizes()[0]) {
            throw new InputException(
                    MESSAGES.get("idx.counts", labelsFile, labels.sizes()[0], imagesFile, images.sizes()[0]));
        }
        IdxImages stored = new IdxImages(prefix(imagesFile), images, labels);
        return emnist == null ? stored : emnist.upright(stored, labelsFile);
    }

    /** Both files' bytes as they are; grey is repeated to RGB when a picture is asked for. */
    private record IdxImages(String name, IdxFile images, IdxFile labels) implements ImageSet {
        @Override
        public int size() {
            return images.sizes()[0];
        }

        @Override
        public int label(int index) {
            return labels.bytes()[index] & 0xff;
        }

        @Override
        public Picture picture(int index) {
            int height = images.sizes()[1];
            int width = images.sizes()[2];
            int channels = images.rank() == 4 ? images.sizes()[3] : 1;
            int from = index * height * width * channels;
            byte[] rgb = new byte[3 * height * width];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = images.bytes()[from + (channels == 3 ? i : i / 3)];
            }
            return new Picture(width, height, rgb);
        }

        @Override
        public String id(int index) {
            return name + "/" + index;
        }
    }
}
