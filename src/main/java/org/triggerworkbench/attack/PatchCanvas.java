package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** A patch at one place whose pixels can be trained: x (1 - m o) + p m o, as {@code Stamper} does it, with a gradient to p. */
final class PatchCanvas implements AutoCloseable {
    private final Trigger.Patch start;
    private final Placement.Fixed place;
    private final int width;
    private final int height;
    private final NDArray pixels;
    private final NDArray cover;
    private final NDArray rest;

    /**
     * @param start the patch to start from; its mask, opacity and place stay
     * @param width of the images
     * @param height of the images
     */
    PatchCanvas(Compute compute, Trigger.Patch start, Placement.Fixed place, int width, int height) {
        this.start = start;
        this.place = place;
        this.width = width;
        this.height = height;
        float[] covered = new float[start.mask().length];
        float[] left = new float[width * height];
        Arrays.fill(left, 1);
        for (int i = 0; i < covered.length; i++) {
            covered[i] = start.mask()[i] * start.opacity();
            left[(place.y() + i / start.width()) * width + place.x() + i % start.width()] = 1 - covered[i];
        }
        try (TensorScope scope = new TensorScope()) {
            pixels = scope.keep(compute.tensor(start.pattern(), 3, start.height(), start.width()));
            cover = scope.keep(compute.tensor(covered, 1, start.height(), start.width()));
            rest = scope.keep(compute.tensor(left, 1, height, width));
        }
        pixels.setRequiresGradient(true);
    }

    /** p, 3 x patch height x patch width; requires a gradient. */
    NDArray pixels() {
        return pixels;
    }

    /** @param images N x 3 x H x W */
    NDArray stamp(NDArray images) {
        return images.mul(rest).add(placed(pixels.mul(cover)));
    }

    /** Brings the pixels back to [0, 1]. */
    void clip() {
        try (TensorScope _ = new TensorScope()) {
            Scalars.clip(pixels, 0, 1).copyTo(pixels);
        }
    }

    /** The patch as it is now. */
    Trigger.Patch patch() {
        return patch(Compute.toHost(pixels));
    }

    /**
     * The patch with other pixels.
     *
     * @param values 3 x patch height x patch width in [0, 1]
     */
    Trigger.Patch patch(HostTensor values) {
        return new Trigger.Patch(
                start.width(), start.height(), values.floats(), start.mask(), start.opacity(), start.placement());
    }

    @Override
    public void close() {
        pixels.close();
        cover.close();
        rest.close();
    }

    /** Zeros around the patch, up to the size of the images. */
    private NDArray placed(NDArray patch) {
        int right = width - place.x() - start.width();
        int below = height - place.y() - start.height();
        NDArray rows =
                zeros(patch, start.height(), place.x()).concat(patch, 2).concat(zeros(patch, start.height(), right), 2);
        return zeros(patch, place.y(), width).concat(rows, 1).concat(zeros(patch, below, width), 1);
    }

    private static NDArray zeros(NDArray like, int rows, int columns) {
        return like.getManager().zeros(new Shape(3, rows, columns));
    }
}
