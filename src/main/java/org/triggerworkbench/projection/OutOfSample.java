package org.triggerworkbench.projection;

import java.util.List;
import org.triggerworkbench.projection.Neighbours.Neighbour;

/**
 * Places new points in a standing map of t-SNE or UMAP, which have no function from input to plane. The method: the mean of
 * the map's places of the k nearest standing points in the input space (Euclidean), each weighted by 1 / distance; a new
 * point that equals standing points lands on the mean of those alone.
 *
 * <p>This is approximate. The new point moves no other, it always lands among its neighbours' places, and a new point unlike
 * all standing ones is shown near some of them all the same. For PCA use {@link Pca#project}, which is exact.
 */
public final class OutOfSample {
    /** The usual number of neighbours. */
    public static final int NEIGHBOURS = 5;

    private final float[][] points;
    private final float[][] positions;
    private final int k;

    /**
     * On a standing map.
     *
     * @param points N x D finite values, N at least 1; not copied
     * @param positions their places, N x 2; not copied
     * @param k neighbours that count, at least 1; N where there are fewer points
     */
    public OutOfSample(float[][] points, float[][] positions, int k) {
        if (points.length == 0 || points.length != positions.length || k < 1) {
            throw new IllegalArgumentException(points.length + " points, " + positions.length + " positions, k = " + k);
        }
        this.points = points;
        this.positions = positions;
        this.k = k;
    }

    /** The place, 2 values, of a point of D finite values. */
    public float[] place(float[] point) {
        List<Neighbour> nearest = Neighbours.nearest(points, point, k, Neighbours.Distance.EUCLIDEAN);
        boolean twin = nearest.getFirst().distance() == 0;
        double x = 0;
        double y = 0;
        double total = 0;
        for (Neighbour neighbour : nearest) {
            double weight = twin ? (neighbour.distance() == 0 ? 1 : 0) : 1 / neighbour.distance();
            x += weight * positions[neighbour.index()][0];
            y += weight * positions[neighbour.index()][1];
            total += weight;
        }
        return new float[] {(float) (x / total), (float) (y / total)};
    }
}
