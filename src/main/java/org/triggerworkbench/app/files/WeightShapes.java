package org.triggerworkbench.app.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.network.ArchitectureGuess;

/** What a file of weights is by their names and shapes. Reads a file: not for the window thread. */
final class WeightShapes {
    private WeightShapes() {}

    /** The network that has just these weights; null where none known here has, or the file is of another kind. */
    static @Nullable ArchitectureGuess guess(Path file) {
        Map<String, long[]> shapes = new HashMap<>();
        SafetensorsPeek.of(file)
                .shapes()
                .forEach((name, shape) -> shapes.put(
                        name, shape.stream().mapToLong(Long::longValue).toArray()));
        return ArchitectureGuess.of(shapes);
    }
}
