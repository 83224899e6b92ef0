package org.triggerworkbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.compute.pickle.Item;
import org.triggerworkbench.compute.pickle.PickleFile;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The triggered test images that an {@code attack_result.pt} of BackdoorBench's first version holds, under bd_test: x, N x 3 x H x
 * W from 0 to 255, and y, the classes they are to be read as.
 */
final class AttackResultData {
    private static final Messages MESSAGES = Messages.of(AttackResultData.class);
    private static final int CHANNELS = 3;

    private AttackResultData() {}

    /** Opens the images as a test split; null if the file holds none, or is no such file. */
    static @Nullable Dataset open(Path file) {
        if (!Files.isRegularFile(file) || TensorFiles.kind(file) != TensorFiles.Kind.PICKLE) {
            return null;
        }
        PickleFile content = PickleFile.open(file);
        if (!(content.root() instanceof Item.Mapping root)
                || !(root.get("bd_test") instanceof Item.Mapping test)
                || !(root.get("num_classes") instanceof Item.Whole(long classes))) {
            return null;
        }
        Item.Tensor images = tensor(test.get("x"));
        Item.Tensor labels = tensor(test.get("y"));
        if (images == null || labels == null) {
            return null;
        }
        long[] shape = images.shape();
        if (shape.length != 4
                || shape[1] != CHANNELS
                || Math.min(shape[2], shape[3]) < 1
                || labels.shape().length != 1
                || labels.shape()[0] != shape[0]
                || classes < 1
                || classes > 100_000) {
            throw new InputException(MESSAGES.get("attackResult.shapes", file, Arrays.toString(shape)));
        }
        return new Dataset(
                DataFiles.name(file),
                IntStream.range(0, (int) classes).mapToObj(Integer::toString).toList(),
                ImageSets.empty(),
                ImageSets.empty(),
                new ArrayImages(
                        "bd_test",
                        (int) shape[3],
                        (int) shape[2],
                        3,
                        true,
                        bytes(file, content.read(images)),
                        classes(file, content.read(labels), classes)));
    }

    private static Item.@Nullable Tensor tensor(@Nullable Item item) {
        return item == null ? null : item.asTensor();
    }

    private static byte[] bytes(Path file, HostTensor images) {
        float[] values = images.floats();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 255) || values[i] != Math.rint(values[i])) {
                throw new InputException(MESSAGES.get("attackResult.values", file));
            }
            bytes[i] = (byte) (int) values[i];
        }
        return bytes;
    }

    private static int[] classes(Path file, HostTensor labels, long classes) {
        long[] values = labels.longs();
        if (Arrays.stream(values).anyMatch(label -> label < 0 || label >= classes)) {
            throw new InputException(MESSAGES.get("attackResult.labels", file, classes - 1));
        }
        return Arrays.stream(values).mapToInt(label -> (int) label).toArray();
    }
}
