package org.triggerworkbench.trigger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.trigger.Placement.Place;
import org.triggerworkbench.trigger.Placement.Room;

/** Stamps one trigger on batches of images on the device: after resize and crop, before prompt and normalisation. */
public final class Stamper implements AutoCloseable {
    private final Trigger trigger;
    private final int height;
    private final int width;
    /** What is left of the image, or null where the trigger is added and clipped. */
    private final @Nullable NDArray rest;
    /** What is added: 3 x H x W, or 1 x 1 x W of a wave; of a moving patch the two canvases are larger, see below. */
    private final NDArray paint;

    /**
     * @throws org.triggerworkbench.text.InputException if the trigger does not fit on height x width images
     */
    public Stamper(Compute compute, Trigger trigger, int height, int width) {
        trigger.requireImage(width, height);
        this.trigger = trigger;
        this.height = height;
        this.width = width;
        // Its tensors outlive whatever scope the caller is in.
        try (TensorScope scope = new TensorScope()) {
            switch (trigger) {
                case Trigger.Patch patch -> {
                    Canvas canvas = Canvas.of(patch, height, width);
                    this.rest = scope.keep(compute.tensor(canvas.rest(), 1, canvas.height(), canvas.width()));
                    this.paint = scope.keep(compute.tensor(canvas.paint(), 3, canvas.height(), canvas.width()));
                }
                case Trigger.Blend blend -> {
                    this.rest = scope.keep(compute.tensor(new float[] {1 - blend.opacity()}, 1, 1, 1));
                    this.paint = scope.keep(compute.tensor(scaled(blend), 3, height, width));
                }
                case Trigger.Sinusoid wave -> {
                    this.rest = null;
                    this.paint = scope.keep(compute.tensor(wave.columns(width), 1, 1, width));
                }
                case Trigger.Additive additive -> {
                    this.rest = null;
                    this.paint = scope.keep(compute.tensor(additive.delta(), 3, height, width));
                }
            }
        }
    }

    public Trigger trigger() {
        return trigger;
    }

    /**
     * Stamps every image of a batch.
     *
     * @param images N x 3 x H x W in [0, 1]; left as they are
     * @param ids of the images, N: what a random or a grid placement depends on, the same for one image in every epoch
     * @param seed of the run
     * @return N x 3 x H x W in [0, 1], in the caller's tensor scope
     */
    public NDArray stamp(NDArray images, int[] ids, long seed) {
        if (images.getShape().get(0) != ids.length) {
            throw new IllegalArgumentException(ids.length + " ids for images " + images.getShape());
        }
        NDArray left = rest;
        if (left == null) {
            return Scalars.clip(images.add(paint), 0, 1);
        }
        if (trigger instanceof Trigger.Patch patch && !(patch.placement() instanceof Placement.Fixed)) {
            Room room = new Room(width, height, patch.width(), patch.height());
            NDList rests = new NDList(ids.length);
            NDList paints = new NDList(ids.length);
            for (int id : ids) {
                NDIndex window = window(patch.placement().place(room, id, seed), room);
                rests.add(left.get(window));
                paints.add(paint.get(window));
            }
            return images.mul(NDArrays.stack(rests)).add(NDArrays.stack(paints));
        }
        return images.mul(left).add(paint);
    }

    @Override
    public void close() {
        if (rest != null) {
            rest.close();
        }
        paint.close();
    }

    /** The part of a moving patch's canvas on which the patch lies at the given place. */
    private static NDIndex window(Place place, Room room) {
        int x = room.freeX() - place.x();
        int y = room.freeY() - place.y();
        return new NDIndex(":, {}:{}, {}:{}", y, y + room.imageHeight(), x, x + room.imageWidth());
    }

    private static float[] scaled(Trigger.Blend blend) {
        float[] product = blend.picture().clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= blend.opacity();
        }
        return product;
    }

    /**
     * A patch alone on a canvas. A fixed patch lies at its place on a canvas of the picture's size. A moving one lies in
     * the middle of a canvas so large that each of its places is a window of the picture's size: no copy from the host for
     * a batch.
     *
     * @param rest 1 - m o, height x width
     * @param paint p m o, 3 x height x width
     */
    private record Canvas(int height, int width, float[] rest, float[] paint) {
        static Canvas of(Trigger.Patch patch, int imageHeight, int imageWidth) {
            int x = imageWidth - patch.width();
            int y = imageHeight - patch.height();
            int width = imageWidth + x;
            int height = imageHeight + y;
            if (patch.placement() instanceof Placement.Fixed(int left, int top)) {
                x = left;
                y = top;
                width = imageWidth;
                height = imageHeight;
            }
            float[] rest = new float[height * width];
            Arrays.fill(rest, 1);
            float[] paint = new float[3 * height * width];
            int pixels = patch.width() * patch.height();
            for (int i = 0; i < pixels; i++) {
                int at = (y + i / patch.width()) * width + x + i % patch.width();
                float cover = patch.mask()[i] * patch.opacity();
                rest[at] = 1 - cover;
                for (int c = 0; c < 3; c++) {
                    paint[c * height * width + at] = patch.pattern()[c * pixels + i] * cover;
                }
            }
            return new Canvas(height, width, rest, paint);
        }
    }
}
