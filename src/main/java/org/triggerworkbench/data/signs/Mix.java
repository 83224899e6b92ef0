package org.triggerworkbench.data.signs;

/** Turns the coordinates of an image into a seed, so that no image depends on those drawn before it. */
final class Mix {
    private Mix() {}

    static long seed(long... coordinates) {
        long hash = 0x9e3779b97f4a7c15L;
        for (long coordinate : coordinates) {
            hash = mixed(hash ^ mixed(coordinate + 0x9e3779b97f4a7c15L)) + 0x632be59bd9b4e019L;
        }
        return mixed(hash);
    }

    /** Stafford's variant 13 of the 64-bit finalizer, as in {@link java.util.SplittableRandom}. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
