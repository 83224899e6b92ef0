package org.triggerworkbench.projection.umap;

import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.projection.PointColumns;
import org.triggerworkbench.projection.SparseSymmetric;
import org.triggerworkbench.projection.StartPositions;
import org.triggerworkbench.projection.StepwiseProjection;

/**
 * UMAP (McInnes, Healy and Melville 2018): a weighted graph of near neighbours, laid out so that the closeness of places
 * 1 / (1 + a d^2b) follows its weights; by stochastic descent on the cross-entropy, where each edge pulls its ends together
 * and five points drawn by chance push one end away (algorithm 5). An iteration is one epoch over the edges, in a fixed
 * order on one thread.
 *
 * <p>The start is always PCA, scaled so that the largest coordinate is 10, with noise of N(0, 1e-4^2): as good a guide for
 * the large arrangement as the paper's spectral one (Kobak and Linderman 2021), and without an eigenproblem that fails where
 * the graph falls into parts. Points that do not vary at all start by chance in [-10, 10).
 */
public final class Umap implements StepwiseProjection {
    private static final double LARGEST_START = 10;
    private static final double START_NOISE = 1e-4;
    private static final double LARGEST_MOVE = 4;
    private static final double NEAR = 1e-3;

    private final UmapEdges edges;
    private final UmapCurve curve;
    private final int epochs;
    private final SplittableRandom random;
    private final double[] x;
    private final double[] y;
    private int epoch;

    private Umap(UmapEdges edges, UmapCurve curve, StartPositions start, int epochs, SplittableRandom random) {
        this.edges = edges;
        this.curve = curve;
        this.epochs = epochs;
        this.random = random;
        x = start.x();
        y = start.y();
    }

    /**
     * Prepares the start and the graph: N^2 D time, so on a thread that may wait.
     *
     * @param points N x D finite values, N at least 1
     * @throws java.util.concurrent.CancellationException where the calling thread is interrupted
     */
    public static Umap of(float[][] points, UmapSettings settings, long seed) {
        int epochs = settings.epochsFor(points.length);
        SparseSymmetric graph = FuzzyGraph.of(PointColumns.of(points), settings.neighbours());
        return new Umap(
                UmapEdges.of(graph, epochs),
                UmapCurve.fit(settings.minimumDistance(), settings.spread()),
                start(points, Seeds.generator(seed, "UMAP start", 0)),
                epochs,
                Seeds.generator(seed, "UMAP pushes", 0));
    }

    private static StartPositions start(float[][] points, SplittableRandom random) {
        StartPositions noise = StartPositions.random(points.length, START_NOISE, random);
        StartPositions principal = StartPositions.principal(points);
        for (double place : principal.x()) {
            if (place != 0) {
                return principal.scaledToLargest(LARGEST_START).plus(noise);
            }
        }
        for (int i = 0; i < points.length; i++) {
            noise.x()[i] = random.nextDouble(-LARGEST_START, LARGEST_START);
            noise.y()[i] = random.nextDouble(-LARGEST_START, LARGEST_START);
        }
        return noise;
    }

    @Override
    public void step() {
        if (isFinished()) {
            throw new IllegalStateException("all " + epochs + " epochs are done");
        }
        double rate = 1 - (double) epoch / epochs;
        for (int edge = 0; edge < edges.count(); edge++) {
            if (edges.isDue(edge, epoch)) {
                pull(edges.head(edge), edges.tail(edge), rate);
                for (int p = edges.pushes(edge, epoch); p > 0; p--) {
                    push(edges.head(edge), random.nextInt(x.length), rate);
                }
            }
        }
        epoch++;
    }

    /** -2ab d^2(b-1) / (1 + a d^2b) times the difference, on both ends. */
    private void pull(int i, int j, double rate) {
        double dx = x[i] - x[j];
        double dy = y[i] - y[j];
        double squared = dx * dx + dy * dy;
        if (squared > 0) {
            double power = curve.a() * Math.pow(squared, curve.b());
            double factor = -2 * curve.b() * power / (squared * (1 + power));
            double moveX = rate * limited(factor * dx);
            double moveY = rate * limited(factor * dy);
            x[i] += moveX;
            y[i] += moveY;
            x[j] -= moveX;
            y[j] -= moveY;
        }
    }

    /** 2b / ((0.001 + d^2) (1 + a d^2b)) times the difference, on the one end. */
    private void push(int i, int j, double rate) {
        double dx = x[i] - x[j];
        double dy = y[i] - y[j];
        double squared = dx * dx + dy * dy;
        if (squared > 0) {
            double power = curve.a() * Math.pow(squared, curve.b());
            double factor = 2 * curve.b() / ((NEAR + squared) * (1 + power));
            x[i] += rate * limited(factor * dx);
            y[i] += rate * limited(factor * dy);
        }
    }

    private static double limited(double move) {
        return Math.clamp(move, -LARGEST_MOVE, LARGEST_MOVE);
    }

    @Override
    public int iteration() {
        return epoch;
    }

    @Override
    public int iterations() {
        return epochs;
    }

    @Override
    public float[][] positions() {
        return StartPositions.pairs(x, y);
    }

    /** Empty: the descent only samples the cross-entropy, and what it makes small is not quite that (Damrich 2021). */
    @Override
    public OptionalDouble cost() {
        return OptionalDouble.empty();
    }
}
