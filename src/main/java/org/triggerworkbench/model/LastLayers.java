package org.triggerworkbench.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** A model whose last layers can be worked on: units of its last block silenced one by one, layers drawn anew. */
public interface LastLayers {
    /** The model's weights. */
    Parameters parameters();

    /**
     * What the units of the last block put out: channels of the last convolution, or neurons of the last transformer block's
     * MLP, after their activation.
     *
     * @param images N x 3 x H x W
     * @return N x U: a channel's mean over its places, a neuron's value at the class token
     */
    NDArray units(NDArray images);

    /**
     * Name of the weight through which alone the units are read: R x (U p), unit u by the columns from u p to (u + 1) p. With
     * these at 0 the unit is silent.
     */
    String reader();

    /** The weights of each layer, the last layer first, with the laws they are drawn from before training. */
    List<List<WeightSpec>> fromTheLast();
}
