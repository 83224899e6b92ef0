package org.triggerworkbench.evaluation.inspection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/** What a layer puts out for N images, and the vectors an image is described by there. */
public enum LayerKind {
    /** N x C x H x W. */
    CONVOLUTIONAL {
        @Override
        public NDArray features(NDArray output) {
            return neurons(output);
        }

        @Override
        NDArray neurons(NDArray output) {
            Shape shape = output.getShape();
            return output.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
        }
    },
    /** N x T x D; token 0 is the class token. */
    TRANSFORMER {
        @Override
        public NDArray features(NDArray output) {
            return output.get(new NDIndex(":, 0"));
        }

        @Override
        NDArray neurons(NDArray output) {
            return output.mean(new int[] {1});
        }
    },
    /** N x D, pooled or linear. */
    VECTOR {
        @Override
        public NDArray features(NDArray output) {
            return output;
        }

        @Override
        NDArray neurons(NDArray output) {
            return output;
        }
    };

    /** The kind of a layer by the shape of its output for N images; empty for shapes that mean nothing here. */
    public static Optional<LayerKind> of(Shape shape, int n) {
        if (shape.dimension() == 0 || shape.get(0) != n) {
            return Optional.empty();
        }
        return switch (shape.dimension()) {
            case 4 -> Optional.of(CONVOLUTIONAL);
            case 3 -> Optional.of(TRANSFORMER);
            case 2 -> Optional.of(VECTOR);
            default -> Optional.empty();
        };
    }

    /** One point an image, N x D: the mean over space of each channel, the class token, or the vector itself. */
    public abstract NDArray features(NDArray output);

    /**
     * One value per neuron, N x D: the mean over space of each channel, the mean over all tokens of each dimension (the class
     * token alone says nothing before the first block), or the vector itself.
     */
    abstract NDArray neurons(NDArray output);
}
