package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import org.triggerworkbench.compute.Scalars;

/** Layers as functions of weights found by their name. */
public record Layers(Parameters weights, float epsilon) {

    /** x W^T + b over the last axis; without b where there is no such weight. */
    public NDArray linear(NDArray x, String name) {
        String bias = name + ".bias";
        return Linear.linear(x, weights.get(name + ".weight"), weights.has(bias) ? weights.get(bias) : null)
                .singletonOrThrow();
    }

    /** x W^T over the last axis. */
    public NDArray projection(NDArray x, String name) {
        return Linear.linear(x, weights.get(name + ".weight"), null).singletonOrThrow();
    }

    /** Layer norm over the last axis. */
    public NDArray norm(NDArray x, String name) {
        NDArray scale = weights.get(name + ".weight");
        return LayerNorm.layerNorm(x, new Shape(scale.size()), scale, weights.get(name + ".bias"), epsilon)
                .singletonOrThrow();
    }

    /** Rows of unit length. */
    public static NDArray unit(NDArray rows) {
        return rows.div(rows.square().sum(new int[] {1}, true).sqrt());
    }

    /** The Gaussian error linear unit, approximated: x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
    public static NDArray geluNew(NDArray x) {
        NDArray cubed = Scalars.times(x.mul(x).mul(x), 0.044715);
        NDArray gate = Scalars.times(x.add(cubed), Math.sqrt(2 / Math.PI)).tanh();
        return Scalars.times(x, 0.5).mul(gate.add(1));
    }
}
