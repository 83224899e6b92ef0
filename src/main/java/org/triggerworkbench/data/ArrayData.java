package org.triggerworkbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Images and labels as NumPy arrays: an {@code .npz} of both, for one split or for several, or two {@code .npy} files side by
 * side ({@code x.npy} with {@code y.npy}, {@code x_train.npy} with {@code y_train.npy} and so on). Images are N x H x W, N x H x W
 * x 1 or 3, or N x 1 or 3 x H x W; whole numbers from 0 to 255 or floating ones from 0 to 1.
 */
final class ArrayData {
    private static final Messages MESSAGES = Messages.of(ArrayData.class);
    private static final List<List<String>> NAMES = List.of(
            List.of("x", "y"),
            List.of("images", "labels"),
            List.of("data", "labels"),
            List.of("data", "targets"),
            List.of("image", "label"),
            List.of("arr_0", "arr_1"));
    private static final List<String> TRAIN = List.of("train");
    private static final List<String> VALIDATION = List.of("val", "valid", "validation");
    private static final List<String> TEST = List.of("test", "");

    private static final int MOST_CLASSES = 100_000;

    private ArrayData() {}

    /** Opens the data; null if the file or folder holds no images with labels under names that are known. */
    static @Nullable Dataset open(Path path) {
        Map<String, HostTensor> arrays = arrays(path);
        if (arrays.isEmpty()) {
            return null;
        }
        ImageSet train = split(path, arrays, TRAIN);
        ImageSet validation = split(path, arrays, VALIDATION);
        ImageSet test = split(path, arrays, TEST);
        ImageSet all = ImageSets.join(List.of(train, validation, test));
        if (all.size() == 0) {
            return null;
        }
        int largest = IntStream.range(0, all.size()).map(all::label).max().orElseThrow();
        List<String> numbers =
                IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
        List<String> names = Files.isDirectory(path)
                ? numbers
                : SavedClassNames.of(
                        path.resolveSibling(DataFiles.name(path).replaceFirst("(?i)\\.npz$", "") + ".json"), numbers);
        return new Dataset(DataFiles.name(path), names, train, validation, test);
    }

    /** Whether a file of arrays is images with labels, not a prompt or a trigger, by its name and those in it. */
    static boolean recognises(Path file) {
        return open(file) != null;
    }

    private static Map<String, HostTensor> arrays(Path path) {
        if (Files.isDirectory(path)) {
            return DataFiles.list(path).stream()
                    .filter(file -> DataFiles.name(file).endsWith(".npy") && isKnown(stem(file)))
                    .collect(Collectors.toMap(
                            ArrayData::stem,
                            file -> Npy.read(file).tensors().values().iterator().next()));
        }
        return switch (TensorFiles.kind(path)) {
            case NPZ -> TensorFiles.read(path).tensors();
            case NPY, SAFETENSORS, TORCHSCRIPT, PICKLE, UNKNOWN -> Map.of();
        };
    }

    private static String stem(Path file) {
        return DataFiles.name(file).replaceFirst("\\.npy$", "");
    }

    private static boolean isKnown(String name) {
        List<String> parts = List.of("train", "val", "valid", "validation", "test", "");
        return NAMES.stream().flatMap(List::stream).anyMatch(word -> parts.stream()
                .anyMatch(part -> spellings(word, part).contains(name)));
    }

    private static List<String> spellings(String word, String part) {
        return part.isEmpty() ? List.of(word) : List.of(word + "_" + part, part + "_" + word);
    }

    private static ImageSet split(Path file, Map<String, HostTensor> arrays, List<String> parts) {
        List<ImageSet> found = new ArrayList<>();
        for (String part : parts) {
            for (List<String> pair : NAMES) {
                String images = first(arrays, spellings(pair.get(0), part));
                String labels = first(arrays, spellings(pair.get(1), part));
                if (images != null && labels != null) {
                    found.add(images(
                            file,
                            images,
                            Objects.requireNonNull(arrays.get(images)),
                            labels(file, labels, Objects.requireNonNull(arrays.get(labels)))));
                }
            }
        }
        if (found.size() > 1) {
            throw new InputException(
                    MESSAGES.get("arrays.twice", file, FileWord.shown(String.join(", ", arrays.keySet()))));
        }
        return found.isEmpty() ? ImageSets.empty() : found.getFirst();
    }

    private static @Nullable String first(Map<String, HostTensor> arrays, List<String> names) {
        return names.stream().filter(arrays::containsKey).findFirst().orElse(null);
    }

    private static int[] labels(Path file, String name, HostTensor labels) {
        long[] shape = labels.shape();
        if (shape.length == 0 || HostTensor.elements(shape) != shape[0]) {
            throw new InputException(MESSAGES.get("arrays.labels", file, name, Arrays.toString(shape)));
        }
        float[] values = labels.floats();
        int[] classes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] < MOST_CLASSES) || values[i] != Math.rint(values[i])) {
                throw new InputException(MESSAGES.get("arrays.label", file, name, i, values[i]));
            }
            classes[i] = (int) values[i];
        }
        return classes;
    }

    private static ImageSet images(Path file, String name, HostTensor images, int[] labels) {
        long[] shape = images.shape();
        if (shape.length == 0 || shape[0] != labels.length) {
            throw new InputException(MESSAGES.get("arrays.counts", file, name, Arrays.toString(shape), labels.length));
        }
        boolean last = shape.length == 4 && isColour(shape[3]);
        boolean first = shape.length == 4 && isColour(shape[1]);
        if (last && first) {
            throw new InputException(MESSAGES.get("arrays.layout", file, name, Arrays.toString(shape)));
        }
        if ((shape.length != 3 && !last && !first) || HostTensor.elements(shape) == 0) {
            throw new InputException(MESSAGES.get("arrays.shape", file, name, Arrays.toString(shape)));
        }
        int channels = shape.length == 3 ? 1 : (int) (first ? shape[1] : shape[3]);
        int height = (int) (first ? shape[2] : shape[1]);
        int width = (int) (first ? shape[3] : shape[2]);
        return new ArrayImages(name, width, height, channels, first, bytes(file, name, images), labels);
    }

    private static boolean isColour(long channels) {
        return channels == 1 || channels == 3;
    }

    private static byte[] bytes(Path file, String name, HostTensor images) {
        if (images.type() == ElementType.U8) {
            return images.bytes();
        }
        float[] values = images.floats();
        float largest = 0;
        for (float value : values) {
            if (!(value >= 0 && value <= 255)) {
                throw new InputException(MESSAGES.get("arrays.values", file, name, value));
            }
            largest = Math.max(largest, value);
        }
        boolean whole = isWhole(values);
        // Floating numbers up to 1 are shares; whole ones up to 1 alone could be either.
        if (whole && largest <= 1 && !isFloating(images.type())) {
            throw new InputException(MESSAGES.get("arrays.range", file, name));
        }
        if (!whole && largest > 1) {
            throw new InputException(MESSAGES.get("arrays.values", file, name, largest));
        }
        float scale = largest <= 1 ? 255 : 1;
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(values[i] * scale);
        }
        return bytes;
    }

    private static boolean isWhole(float[] values) {
        for (float value : values) {
            if (value != Math.rint(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFloating(ElementType type) {
        return type == ElementType.F16
                || type == ElementType.BF16
                || type == ElementType.F32
                || type == ElementType.F64;
    }
}
