package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.Parameters;

/** The blocks of an image tower, one after the other. */
final class TransformerBlocks {
    private final List<TransformerBlock> blocks = new ArrayList<>();

    /**
     * @param prefix of the names of their weights, before their number
     * @param softmax as of {@link TransformerBlock}
     */
    TransformerBlocks(Parameters weights, String prefix, TowerConfig config, UnaryOperator<NDArray> softmax) {
        for (int i = 0; i < config.layers(); i++) {
            blocks.add(new TransformerBlock(weights, prefix + i + ".", config, softmax));
        }
    }

    int size() {
        return blocks.size();
    }

    TransformerBlock get(int block) {
        return blocks.get(block);
    }

    TransformerBlock last() {
        return blocks.getLast();
    }

    /**
     * Hidden states: N x T x W before the first block and after each.
     *
     * @param embedded those before the first
     * @param attention where the attention of each block is added, or null
     */
    List<NDArray> states(NDArray embedded, @Nullable List<NDArray> attention) {
        List<NDArray> states = new ArrayList<>();
        states.add(embedded);
        for (TransformerBlock block : blocks) {
            if (attention == null) {
                states.add(block.forward(states.getLast(), null));
            } else {
                List<NDArray> both = block.forwardWithAttention(states.getLast(), null);
                states.add(both.get(0));
                attention.add(both.get(1));
            }
        }
        return states;
    }

    /** The hidden states that the last block gets. */
    NDArray beforeLast(NDArray embedded) {
        NDArray state = embedded;
        for (TransformerBlock block : blocks.subList(0, blocks.size() - 1)) {
            state = block.forward(state, null);
        }
        return state;
    }
}
