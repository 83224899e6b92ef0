package org.triggerworkbench.app.files;

import java.util.Optional;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataReading;
import org.triggerworkbench.data.Sample.Split;

/**
 * Images that somebody wants to see.
 *
 * @param source name of a bundled set, or a path
 */
public record ImagesWish(String source, DataReading reading) {
    /** As the settings keep what was told of a source. */
    String kept() {
        return reading.split() + " " + reading.broken();
    }

    /** What was {@link #kept}; empty for what is none of ours. */
    static Optional<DataReading> reading(String kept) {
        String[] words = kept.split(" ", 2);
        try {
            return words.length < 2
                    ? Optional.empty()
                    : Optional.of(new DataReading(Split.valueOf(words[0]), BrokenPictures.valueOf(words[1])));
        } catch (IllegalArgumentException e) {
            // Another program's settings, or damaged ones: as if there were none.
            return Optional.empty();
        }
    }

    /** The test images of a source. */
    static ImagesWish usual(String source) {
        return new ImagesWish(source, DataReading.USUAL);
    }
}
