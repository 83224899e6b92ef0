package org.triggerworkbench.app.embedding.map;

/**
 * A turn of the plane about the origin, or a turn and a flip: orthogonal Procrustes (Schönemann 1966). A map of the same
 * images computed anew is turned to its predecessor, so that it neither spins nor flips before one's eyes.
 *
 * @param xx x of the image of (1, 0)
 * @param xy x of the image of (0, 1)
 * @param yx y of the image of (1, 0)
 * @param yy y of the image of (0, 1)
 */
record Alignment(double xx, double xy, double yx, double yy) {
    static final Alignment NONE = new Alignment(1, 0, 0, 1);

    /**
     * The turn or flip of {@code next} that brings its points nearest to those of {@code standing}, both taken about their own
     * means: it maximises the sum over i of standing_i . A next_i.
     *
     * @param standing N x 2
     * @param next N x 2, of the same images
     */
    static Alignment of(float[][] standing, float[][] next) {
        double[] meanStanding = mean(standing);
        double[] meanNext = mean(next);
        double cosine = 0;
        double sine = 0;
        double flippedCosine = 0;
        double flippedSine = 0;
        for (int i = 0; i < next.length; i++) {
            double px = standing[i][0] - meanStanding[0];
            double py = standing[i][1] - meanStanding[1];
            double qx = next[i][0] - meanNext[0];
            double qy = next[i][1] - meanNext[1];
            cosine += px * qx + py * qy;
            sine += py * qx - px * qy;
            flippedCosine += px * qx - py * qy;
            flippedSine += py * qx + px * qy;
        }
        double turned = Math.hypot(cosine, sine);
        double flipped = Math.hypot(flippedCosine, flippedSine);
        if (Math.max(turned, flipped) < Double.MIN_NORMAL) {
            return NONE;
        }
        if (turned >= flipped) {
            return new Alignment(cosine / turned, -sine / turned, sine / turned, cosine / turned);
        }
        double c = flippedCosine / flipped;
        double s = flippedSine / flipped;
        return new Alignment(c, s, s, -c);
    }

    float[] apply(float[] place) {
        return new float[] {(float) (xx * place[0] + xy * place[1]), (float) (yx * place[0] + yy * place[1])};
    }

    private static double[] mean(float[][] places) {
        double[] mean = new double[2];
        for (float[] place : places) {
            mean[0] += place[0] / places.length;
            mean[1] += place[1] / places.length;
        }
        return mean;
    }
}
