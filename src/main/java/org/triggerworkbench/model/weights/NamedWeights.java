package org.triggerworkbench.model.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.HostTensor;

/**
 * The weights of a model by the names its network gives them.
 *
 * @param tensors by name, in file order
 * @param remarks what a reader of the file should know of how they were found, as sentences; mostly none
 */
public record NamedWeights(Map<String, HostTensor> tensors, List<String> remarks) {
    public NamedWeights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        remarks = List.copyOf(remarks);
    }
}
