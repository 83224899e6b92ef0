package org.triggerworkbench.compute.pickle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.pickle.Item.Mapping;
import org.triggerworkbench.compute.pickle.Item.Tensor;

/** Finds the weights in what training scripts save: tensors by name, alone or beside an optimiser, an epoch, a score. */
public final class StateDicts {
    /** What dictionaries of weights are usually saved under, in the order they are looked for. */
    private static final List<String> USUAL =
            List.of("state_dict", "model_state_dict", "model_state", "model", "net", "network", "netC", "module");

    private static final int DEEPEST = 3;

    /**
     * Weights that were found.
     *
     * @param path the keys they were found under, outermost first; empty at the top
     * @param tensors by name
     */
    public record Found(List<String> path, Map<String, Tensor> tensors) {}

    private StateDicts() {}

    /** The weights in what a file describes; null if there are none. */
    public static @Nullable Found in(Item root) {
        return root instanceof Mapping mapping ? find(mapping, List.of()) : null;
    }

    private static @Nullable Found find(Mapping here, List<String> path) {
        for (String key : USUAL) {
            if (path.size() < DEEPEST && here.get(key) instanceof Mapping below) {
                List<String> longer = new ArrayList<>(path);
                longer.add(key);
                Found found = find(below, longer);
                if (found != null) {
                    return found;
                }
            }
        }
        Map<String, Tensor> tensors = tensors(here);
        return tensors.isEmpty() ? null : new Found(List.copyOf(path), tensors);
    }

    /** The tensors directly in a dictionary, by name. */
    public static Map<String, Tensor> tensors(Mapping mapping) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> {
            Tensor tensor = value.asTensor();
            if (tensor != null && key instanceof Item.Text(String name)) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }
}
