package org.triggerworkbench.app.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.model.weights.WeightFiles;

/** What a file of weights is by their names and shapes. Reads a file: not for the window thread. */
final class WeightShapes {
    private WeightShapes() {}

    /** The network that has just these weights; null where none known here has, or the file is of another kind. */
    static @Nullable ArchitectureGuess guess(Path file) {
        return ArchitectureGuess.of(WeightFiles.shapes(file));
    }
}
