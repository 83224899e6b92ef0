package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorOutline;

/**
 * What the header of a safetensors file says: enough to tell a prompt from a model without reading a gigabyte of weights.
 *
 * @param metadata text by key
 * @param shapes of the tensors by name
 */
record SafetensorsPeek(Map<String, String> metadata, Map<String, List<Long>> shapes) {
    /**
     * Reads the header alone.
     *
     * @throws org.triggerworkbench.text.InputException if it is damaged, as the whole file's reader says it
     */
    static SafetensorsPeek of(Path file) {
        TensorOutline outline = Safetensors.outline(file);
        return new SafetensorsPeek(outline.metadata(), outline.shapes());
    }

    /** Whether it is one picture of three channels and nothing else, as others save visual prompts. */
    boolean isOnePicture() {
        if (shapes.size() != 1) {
            return false;
        }
        List<Long> shape = shapes.values().iterator().next();
        return (shape.size() == 3 && shape.getFirst() == 3)
                || (shape.size() == 4 && shape.getFirst() == 1 && shape.get(1) == 3);
    }

    String kind() {
        return metadata.getOrDefault("kind", "");
    }
}
