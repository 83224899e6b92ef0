package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.text.Messages;

/** A small seeded change of images in [0, 1] that leaves what is seen in them as it is. */
enum Perturbation {
    /** Gaussian noise of standard deviation 0.001. */
    NOISE {
        @Override
        NDArray apply(Compute compute, NDArray images, SplittableRandom random) {
            float[] noise = Seeds.normal(Math.toIntExact(images.size()), 0.001, random);
            return images.add(compute.tensor(noise, images.getShape().getShape()));
        }
    },
    /** A Gaussian blur of 3 x 3 pixels with variance 5, mirrored at the edges. */
    BLUR {
        @Override
        NDArray apply(Compute compute, NDArray images, SplittableRandom random) {
            return blurred(blurred(images, 2), 3);
        }
    },
    /** Brightness by up to half, hue by up to 0.3 of the circle. */
    COLOUR {
        @Override
        NDArray apply(Compute compute, NDArray images, SplittableRandom random) {
            return new ColourJitter(0.5, 0, 0, 0.3).apply(compute, images, random);
        }
    },
    /** A mirror image. */
    FLIP {
        @Override
        NDArray apply(Compute compute, NDArray images, SplittableRandom random) {
            return images.flip(3);
        }
    };

    /** The changed images, N x 3 x H x W. */
    abstract NDArray apply(Compute compute, NDArray images, SplittableRandom random);

    /** Its name for people. */
    String title() {
        return Messages.of(Perturbation.class).get("perturbation." + name());
    }

    private static NDArray blurred(NDArray images, int axis) {
        double side = Math.exp(-1 / (2 * 5.0));
        long length = images.getShape().get(axis);
        NDArray padded = NDArrays.concat(
                new NDList(part(images, axis, 1, 2), images, part(images, axis, length - 2, length - 1)), axis);
        NDArray sides = part(padded, axis, 0, length).add(part(padded, axis, 2, length + 2));
        return Scalars.times(images.add(Scalars.times(sides, side)), 1 / (1 + 2 * side));
    }

    private static NDArray part(NDArray images, int axis, long from, long to) {
        return images.get(new NDIndex(axis == 2 ? ":, :, {}:{}" : ":, :, :, {}:{}", from, to));
    }
}
