package org.triggerworkbench.app.embedding.map;

/** A map that stands: its own rows have places, and other rows can be placed in it without moving them. */
interface StandingMap {
    /** The places of the fitted rows, images then words, (N + K) x 2. */
    float[][] places();

    /** The place, 2 values, of a row that is not among the fitted ones. */
    float[] place(float[] row);

    /** Whether {@link #place} is only an approximation. */
    boolean isApproximate();

    /** Goes some iterations on. */
    void advance(int iterations);

    /** Iterations done. */
    int iteration();

    /** Iterations planned; 0 for a map that is made at once. */
    int iterations();

    /** The share of variance the plane shows, or NaN where the method has no such number. */
    double explained();
}
