package org.triggerworkbench.evaluation.inspection;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;

/** Learns the kinds of a classifier's layers from one forward pass of a black and a white picture. */
final class LayerKinds {
    private final Map<String, LayerKind> kinds = new LinkedHashMap<>();
    private final Set<String> constant = new LinkedHashSet<>();

    private LayerKinds() {}

    static LayerKinds of(Compute compute, Classifier model) {
        LayerKinds found = new LayerKinds();
        if (model.layers().isEmpty()) {
            return found;
        }
        try (TensorScope _ = new TensorScope()) {
            Map<String, NDArray> outputs = model.activations(
                            blackAndWhite(compute, model), new LinkedHashSet<>(model.layers()))
                    .layers();
            for (String layer : model.layers()) {
                NDArray output = outputs.get(layer);
                if (output != null) {
                    LayerKind.of(output.getShape(), 2).ifPresent(kind -> found.add(layer, kind, output));
                }
            }
        }
        return found;
    }

    /** Kinds by layer, from the input to the output; without layers whose output is none of the kinds. */
    Map<String, LayerKind> kinds() {
        return kinds;
    }

    /** Whether a layer's class token is the same for every picture, as it is before the first block. */
    boolean isConstant(String layer) {
        return constant.contains(layer);
    }

    private void add(String layer, LayerKind kind, NDArray output) {
        kinds.put(layer, kind);
        if (kind == LayerKind.TRANSFORMER) {
            float[] both = kind.features(output).toFloatArray();
            int half = both.length / 2;
            if (Arrays.equals(both, 0, half, both, half, both.length)) {
                constant.add(layer);
            }
        }
    }

    /** 2 x 3 x H x W: zeros, then ones. */
    static NDArray blackAndWhite(Compute compute, Classifier model) {
        InputSpec input = model.card().input();
        float[] pixels = new float[2 * 3 * input.height() * input.width()];
        Arrays.fill(pixels, pixels.length / 2, pixels.length, 1);
        return compute.tensor(pixels, 2, 3, input.height(), input.width());
    }
}
