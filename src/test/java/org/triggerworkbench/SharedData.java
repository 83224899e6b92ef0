package org.triggerworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real images and published models that stand beside a checkout but are not ours to ship. */
public final class SharedData {
    private SharedData() {}

    /** The path of a piece of shared data; the running test is skipped, saying why, where it is absent. */
    public static Path require(String relative) {
        Path path = root().resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), () -> "shared data is absent here: " + path);
        return path;
    }

    /** The folder that would hold the shared data, {@code ../shared/data} unless {@code workbench.shared} says else. */
    private static Path root() {
        return Path.of(System.getProperty("workbench.shared", "../shared/data"))
                .toAbsolutePath()
                .normalize();
    }
}
