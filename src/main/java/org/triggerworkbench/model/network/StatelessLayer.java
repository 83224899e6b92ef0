package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.triggerworkbench.model.Layers;

/** Layers without weights and without a training mode. */
enum StatelessLayer implements Layer {
    RELU {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return Activation.relu(x);
        }
    },
    /** ReLU, at most 6. */
    RELU_6 {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            // Clipping would keep its bounds where a gradient reads them too late (docs/adr/0007).
            return Activation.relu(x).sub(Activation.relu(x.sub(6)));
        }
    },
    /** x Phi(x) with the exact normal distribution function. */
    GELU {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return Activation.gelu(x);
        }
    },
    /** GELU with its distribution function approximated by tanh. */
    GELU_NEW {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return Layers.geluNew(x);
        }
    },
    /** x sigmoid(x). */
    SILU {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return x.mul(Activation.sigmoid(x));
        }
    },
    /** exp(x) - 1 below zero. */
    ELU {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return Activation.elu(x, 1f);
        }
    },
    /** Greatest of each 2 x 2. */
    HALVE {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return Pool.maxPool2d(x, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
        }
    },
    /** Greatest of overlapping 3 x 3, every second place. */
    STEM_POOL {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return Pool.maxPool2d(x, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
        }
    },
    /** N x C x H x W to N x C x 7 x 7, each place the mean of its share, as torchvision's VGG does. */
    SEVEN_BY_SEVEN {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return JniUtils.adaptiveAvgPool((PtNDArray) x, new Shape(7, 7));
        }
    },
    /** N x C x H x W to N x C. */
    MEAN_OF_PLACES {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            Shape shape = x.getShape();
            return x.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
        }
    },
    /** N x C x H x W to N x CHW. */
    FLATTEN {
        @Override
        public NDArray forward(NDArray x, ForwardPass pass) {
            return x.reshape(x.getShape().get(0), -1);
        }
    }
}
