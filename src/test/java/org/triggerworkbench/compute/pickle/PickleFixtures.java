package org.triggerworkbench.compute.pickle;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The files that {@code make_weights.py} made. */
public final class PickleFixtures {
    private PickleFixtures() {}

    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(PickleFixtures.class.getResource("/weights/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
