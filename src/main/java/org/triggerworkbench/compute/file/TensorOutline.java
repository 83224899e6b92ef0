package org.triggerworkbench.compute.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tensor file says of its content.
 *
 * @param metadata text by key
 * @param shapes of the tensors by name, in the order of the file
 */
public record TensorOutline(Map<String, String> metadata, Map<String, List<Long>> shapes) {
    public TensorOutline {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    }
}
