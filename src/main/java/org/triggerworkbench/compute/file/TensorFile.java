package org.triggerworkbench.compute.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.triggerworkbench.compute.HostTensor;

/**
 * The content of a tensor file: named tensors in file order and free text beside them.
 *
 * @param tensors by name
 * @param metadata text by key; empty where the format has none
 */
public record TensorFile(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    public TensorFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** SHA-256 of the tensors with their names, types and shapes; the metadata and the order do not count. */
    public String contentHash() {
        return Hashes.sha256(tensors);
    }
}
