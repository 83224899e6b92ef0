package org.triggerworkbench.trigger;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.compute.file.TensorFiles;

/**
 * Triggers as NumPy arrays: {@code mask} and {@code pattern} in an npz file, or one array alone. A pattern is 3 x height x
 * width, height x width x 3 or height x width, a mask has one channel; bytes are 0 to 255 (of a mask also 0 and 1), other
 * numbers 0 to 1.
 */
final class TriggerArrays {
    private static final List<String> MASKS = List.of("mask", "m");
    private static final List<String> PATTERNS = List.of("pattern", "trigger", "patch", "delta", "p");

    private TriggerArrays() {}

    /** Whether a npz file has a mask beside a pattern, and so can be nothing else. */
    static boolean isMasked(Path file) {
        Map<String, HostTensor> arrays = TensorFiles.read(file).tensors();
        return named(arrays, MASKS) != null && named(arrays, PATTERNS) != null;
    }

    static Trigger read(Path file, TriggerReading how, int imageWidth, int imageHeight) {
        Map<String, HostTensor> arrays = TensorFiles.read(file).tensors();
        HostTensor mask = named(arrays, MASKS);
        HostTensor pattern = arrays.size() == 1 ? arrays.values().iterator().next() : named(arrays, PATTERNS);
        if (pattern == null || (mask == null && arrays.size() > 1)) {
            throw TriggerFiles.fault(file, "arrays.names", String.join(", ", arrays.keySet()));
        }
        Planes values = Planes.of(file, pattern, false);
        how.requireSize(file, values.width, values.height, imageWidth, imageHeight);
        boolean whole = values.width == imageWidth && values.height == imageHeight;
        boolean negative = false;
        for (float value : values.floats) {
            negative |= value < 0;
        }
        if (mask == null && whole && how.mode() == null && !negative) {
            throw TriggerFiles.fault(file, "arrays.mode");
        }
        TriggerReading known = negative && how.mode() == null && mask == null
                ? new TriggerReading(TriggerFiles.Mode.ADD, how.place())
                : how;
        float[] covered = new float[values.width * values.height];
        Arrays.fill(covered, 1);
        if (mask != null) {
            covered = mask(file, mask, pattern, values);
        }
        return known.trigger(
                new PatchPattern(values.width, values.height, values.colours(), covered), imageWidth, imageHeight);
    }

    /** One channel in the size of the pattern, or three that are the same. */
    private static float[] mask(Path file, HostTensor mask, HostTensor pattern, Planes values) {
        long[] size = {values.height, values.width};
        if (Arrays.equals(withoutOnes(mask.shape()), withoutOnes(size))) {
            return Planes.numbers(mask, true);
        }
        int pixels = values.width * values.height;
        Planes told = Planes.of(file, mask, true);
        boolean same = told.width == values.width && told.height == values.height;
        for (int i = 0; same && i < told.floats.length; i++) {
            same = told.floats[i] == told.floats[i % pixels];
        }
        if (!same) {
            throw TriggerFiles.fault(
                    file, "arrays.mask", Arrays.toString(mask.shape()), Arrays.toString(pattern.shape()));
        }
        return Arrays.copyOf(told.floats, pixels);
    }

    private static long[] withoutOnes(long[] shape) {
        return Arrays.stream(shape).filter(length -> length != 1).toArray();
    }

    private static @Nullable HostTensor named(Map<String, HostTensor> arrays, List<String> names) {
        return names.stream()
                .filter(arrays::containsKey)
                .findFirst()
                .map(arrays::get)
                .orElse(null);
    }

    /** Channel by channel. */
    private record Planes(int channels, int width, int height, float[] floats) {
        static Planes of(Path file, HostTensor tensor, boolean mask) {
            long[] shape = Arrays.stream(tensor.shape()).toArray();
            if (shape.length == 4 && shape[0] == 1) {
                shape = Arrays.copyOfRange(shape, 1, 4);
            }
            if (shape.length == 2) {
                shape = new long[] {1, shape[0], shape[1]};
            }
            boolean last = shape.length == 3 && shape[0] != 3 && (shape[2] == 3 || (shape[2] == 1 && shape[0] != 1));
            boolean first = shape.length == 3 && !last && (shape[0] == 1 || shape[0] == 3);
            if (!(first || last) || HostTensor.elements(shape) == 0 || HostTensor.elements(shape) > 1 << 28) {
                throw TriggerFiles.fault(file, "arrays.shape", Arrays.toString(tensor.shape()));
            }
            int channels = (int) shape[first ? 0 : 2];
            int height = (int) shape[first ? 1 : 0];
            int width = (int) shape[first ? 2 : 1];
            float[] stored = numbers(tensor, mask);
            float[] planes = new float[stored.length];
            int plane = width * height;
            for (int i = 0; i < planes.length; i++) {
                planes[i] = stored[first ? i : i % plane * channels + i / plane];
            }
            return new Planes(channels, width, height, planes);
        }

        /** As stored; bytes as shares of 255, unless there are only 0 and 1, as masks have them. */
        static float[] numbers(HostTensor tensor, boolean mask) {
            float[] numbers = tensor.floats();
            boolean bits = mask;
            for (float number : numbers) {
                bits &= number == 0 || number == 1;
            }
            if (tensor.type() == ElementType.U8 && !bits) {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] /= 255;
                }
            }
            return numbers;
        }

        /** Three channels; grey is the same in each. */
        float[] colours() {
            if (channels == 3) {
                return floats;
            }
            float[] colours = new float[3 * floats.length];
            for (int c = 0; c < 3; c++) {
                System.arraycopy(floats, 0, colours, c * floats.length, floats.length);
            }
            return colours;
        }
    }
}
