package org.triggerworkbench.projection.tsne;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.projection.PointColumns;
import org.triggerworkbench.projection.StartPositions;
import org.triggerworkbench.projection.StepwiseProjection;

/**
 * t-SNE (van der Maaten and Hinton 2008): places whose closeness q_ij = (1 + |y_i - y_j|^2)^-1 / Z is near the points'
 * closeness p_ij, by gradient descent on KL(P || Q) = sum p_ij ln(p_ij / q_ij).
 *
 * <p>Descent as in the paper and scikit-learn: step size max(N / 48, 50), gains for each coordinate (+ 0.2 or * 0.8, at
 * least 0.01); for the first 250 iterations P is exaggerated by 12 and the momentum is 0.5, then 0.8. The map's mean stays
 * at 0.
 */
public final class Tsne implements StepwiseProjection {
    static final double THETA = 0.5;
    private static final int MOST_EXACT = 2000;
    private static final double START_DEVIATION = 1e-4;
    private static final double EXAGGERATION = 12;
    private static final int EXAGGERATED_ITERATIONS = 250;

    private final TsneGradient gradient;
    private final int iterations;
    private final double stepSize;
    private final Coordinate x;
    private final Coordinate y;
    private int iteration;

    private Tsne(TsneGradient gradient, StartPositions start, int iterations) {
        this.gradient = gradient;
        this.iterations = iterations;
        stepSize = Math.max(start.x().length / EXAGGERATION / 4, 50);
        x = new Coordinate(start.x());
        y = new Coordinate(start.y());
    }

    /**
     * Prepares the start and the points' closeness: N^2 D time, so on a thread that may wait.
     *
     * @param points N x D finite values, N at least 1
     * @throws java.util.concurrent.CancellationException where the calling thread is interrupted
     */
    public static Tsne of(float[][] points, TsneSettings settings, long seed) {
        PointColumns columns = PointColumns.of(points);
        boolean exact =
                switch (settings.gradient()) {
                    case AUTO -> points.length <= MOST_EXACT;
                    case EXACT -> true;
                    case BARNES_HUT -> false;
                };
        TsneGradient gradient = exact
                ? new ExactGradient(ExactAffinities.of(columns, settings.perplexity()))
                : new BarnesHutGradient(columns, settings.perplexity(), THETA);
        return of(points, gradient, settings, seed);
    }

    /** With a gradient of these points that is made already. */
    static Tsne of(float[][] points, TsneGradient gradient, TsneSettings settings, long seed) {
        SplittableRandom random = Seeds.generator(seed, "t-SNE start", 0);
        StartPositions start =
                switch (settings.start()) {
                    case PCA -> StartPositions.principal(points).scaledToDeviation(START_DEVIATION, random);
                    case RANDOM -> StartPositions.random(points.length, START_DEVIATION, random);
                };
        return new Tsne(gradient, start, settings.iterations());
    }

    /**
     * KL(P || Q) in nats of any map of the points, over all pairs and without approximation: one measure for maps by
     * different methods. N^2 D time, memory for a few rows.
     *
     * @param points N x D finite values
     * @param positions N x 2 finite values
     * @param perplexity of P; see {@link TsneSettings#perplexity()}
     * @return at least 0
     */
    public static double klDivergence(float[][] points, float[][] positions, double perplexity) {
        if (points.length != positions.length) {
            throw new IllegalArgumentException(points.length + " points, " + positions.length + " positions");
        }
        double[] x = new double[positions.length];
        double[] y = new double[positions.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = positions[i][0];
            y[i] = positions[i][1];
        }
        return ExactAffinities.of(PointColumns.of(points), perplexity).klDivergence(x, y);
    }

    @Override
    public void step() {
        if (isFinished()) {
            throw new IllegalStateException("all " + iterations + " iterations are done");
        }
        boolean early = iteration < EXAGGERATED_ITERATIONS;
        gradient.compute(x.places, y.places, early ? EXAGGERATION : 1, x.slopes, y.slopes);
        x.descend(stepSize, early ? 0.5 : 0.8);
        y.descend(stepSize, early ? 0.5 : 0.8);
        iteration++;
    }

    @Override
    public int iteration() {
        return iteration;
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public float[][] positions() {
        return StartPositions.pairs(x.places, y.places);
    }

    /**
     * KL(P || Q) in nats, never exaggerated, so that it can be compared from the first iteration to the last. With
     * Barnes-Hut it is an estimate: p_ij of near neighbours only, Z from the tree.
     */
    @Override
    public OptionalDouble cost() {
        return OptionalDouble.of(gradient.cost(x.places, y.places));
    }

    /** One coordinate of all places with what the descent keeps of it. */
    private static final class Coordinate {
        final double[] places;
        final double[] slopes;
        private final double[] velocities;
        private final double[] gains;

        Coordinate(double[] places) {
            this.places = places;
            slopes = new double[places.length];
            velocities = new double[places.length];
            gains = new double[places.length];
            Arrays.fill(gains, 1);
        }

        void descend(double stepSize, double momentum) {
            for (int i = 0; i < places.length; i++) {
                boolean onwards = velocities[i] * slopes[i] < 0;
                gains[i] = Math.max(onwards ? gains[i] + 0.2 : gains[i] * 0.8, 0.01);
                velocities[i] = momentum * velocities[i] - stepSize * gains[i] * slopes[i];
                places[i] += velocities[i];
            }
            double mean = StartPositions.mean(places);
            for (int i = 0; i < places.length; i++) {
                places[i] -= mean;
            }
        }
    }
}
