package org.triggerworkbench.compute;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Seeds derived from (run seed, stream, step). Every source of chance (order, initialisation, augmentation, engine) asks
 * for its own stream at its own step, so a resumed run needs no saved random state.
 */
public final class Seeds {
    private Seeds() {}

    /** The seed of one stream at one step: the same for the same three values on every machine. */
    public static long derive(long runSeed, String stream, long step) {
        long hash = mix(runSeed);
        for (int i = 0; i < stream.length(); i++) {
            hash = mix(hash ^ stream.charAt(i));
        }
        return mix(hash ^ mix(step));
    }

    /** A generator of one stream at one step. */
    public static SplittableRandom generator(long runSeed, String stream, long step) {
        return new SplittableRandom(derive(runSeed, stream, step));
    }

    /** The numbers 0 to n - 1 in a random order (Fisher-Yates). */
    public static int[] permutation(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Independent draws from N(0, scale^2). */
    public static float[] normal(int n, double scale, SplittableRandom random) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    /** The finaliser of MurmurHash3 in Stafford's variant 13: every input bit changes half of the output bits. */
    private static long mix(long z) {
        long mixed = z + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * The places of one step's batch: each epoch goes through all once, in an order of its own; those left after the last whole
     * batch are not seen in it.
     *
     * @param n how many there are
     * @param batch of a step, from 1 to n
     * @param stream of the seed
     */
    public static int[] batch(int n, int batch, long seed, String stream, long step) {
        int steps = n / batch;
        int[] order = permutation(n, generator(seed, stream, step / steps));
        int from = (int) (step % steps) * batch;
        return Arrays.copyOfRange(order, from, from + batch);
    }
}
