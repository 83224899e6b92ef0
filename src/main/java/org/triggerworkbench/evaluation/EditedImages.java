package org.triggerworkbench.evaluation;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Cancellation;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;

/**
 * Chosen images of a set as a model will see them.
 *
 * @param images at the model's input size
 * @param ids places of the chosen images in the set, in any order
 * @param edit what is done to them, {@link ImageEdit#NONE} for clean ones; it is told the same ids
 */
public record EditedImages(PreparedImages images, int[] ids, ImageEdit edit) {
    /** Every image of a set. */
    public static EditedImages all(PreparedImages images, ImageEdit edit) {
        return new EditedImages(images, IntStream.range(0, images.size()).toArray(), edit);
    }

    public int size() {
        return ids.length;
    }

    /** The image at one of the places alone. */
    public EditedImages at(int place) {
        return new EditedImages(images, new int[] {ids[place]}, edit);
    }

    /** The same images under another edit. */
    public EditedImages with(ImageEdit other) {
        return new EditedImages(images, ids, other);
    }

    /** Parts of at most so many images, in order. */
    public List<EditedImages> parts(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size " + batchSize);
        }
        List<EditedImages> parts = new ArrayList<>();
        for (int start = 0; start < ids.length; start += batchSize) {
            int[] some = Arrays.copyOfRange(ids, start, Math.min(ids.length, start + batchSize));
            parts.add(new EditedImages(images, some, edit));
        }
        return parts;
    }

    /** The images on the device, N x 3 x H x W in [0, 1], in the caller's tensor scope. */
    public NDArray tensor(Compute compute) {
        return tensor(compute, images.batch(ids));
    }

    /**
     * As the other one, with the work of decoding done before, perhaps on another thread.
     *
     * @param planes {@code images().batch(ids())}
     */
    public NDArray tensor(Compute compute, byte[] planes) {
        Cancellation.check();
        return edit.apply(compute.images(planes, ids.length, images.height(), images.width()), ids);
    }

    /** Row by row what a function of a batch gives, N x D; one tensor scope a batch. */
    public float[][] rows(Compute compute, int batchSize, Function<NDArray, NDArray> forward) {
        List<float[]> rows = new ArrayList<>();
        for (EditedImages part : parts(batchSize)) {
            try (TensorScope _ = new TensorScope()) {
                rows.addAll(split(forward.apply(part.tensor(compute)), part.size()));
            }
        }
        return rows.toArray(float[][]::new);
    }

    /** The n rows of a tensor, each flattened. */
    public static List<float[]> split(NDArray tensor, int n) {
        float[] flat = tensor.toFloatArray();
        int width = flat.length / n;
        return IntStream.range(0, n)
                .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
                .toList();
    }
}
