package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.model.Layers;

/** The two layers of an MLP and what stands between them. */
record Mlp(Layers layers, String name, TowerConfig.Gelu activation) {
    private static final float QUICK_GELU_SLOPE = 1.702f;

    /** Over the last axis, W to inner to W. */
    NDArray of(NDArray x) {
        return layers.linear(neurons(x), name + "fc2");
    }

    /** What its neurons put out, inner wide. */
    NDArray neurons(NDArray x) {
        NDArray inner = layers.linear(x, name + "fc1");
        return switch (activation) {
            case QUICK_GELU -> inner.mul(Activation.sigmoid(Scalars.times(inner, QUICK_GELU_SLOPE)));
            case GELU -> Activation.gelu(inner);
            case GELU_NEW -> Layers.geluNew(inner);
            case RELU -> Activation.relu(inner);
        };
    }

    /** Name of the weight that reads the neurons, W x inner. */
    String reader() {
        return name + "fc2.weight";
    }
}
