package org.triggerworkbench.app.files;

import org.triggerworkbench.data.DataReading;

/**
 * Images that somebody wants to see.
 *
 * @param source name of a bundled set, or a path
 */
public record ImagesWish(String source, DataReading reading) {
    /** The test images of a source. */
    static ImagesWish usual(String source) {
        return new ImagesWish(source, DataReading.USUAL);
    }
}
