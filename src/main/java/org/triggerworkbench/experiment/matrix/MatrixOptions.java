package org.triggerworkbench.experiment.matrix;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says of all cells.
 *
 * @param threads processor threads of each cell; null leaves it to the file, which has 1 where it does not say
 * @param device where all are computed; null leaves it to the file
 */
public record MatrixOptions(
        @Nullable Integer threads, @Nullable String device) {
    /** All as the file says. */
    public static final MatrixOptions NONE = new MatrixOptions(null, null);
}
