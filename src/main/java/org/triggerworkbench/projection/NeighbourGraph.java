package org.triggerworkbench.projection;

/**
 * The k nearest other points of each of N points by Euclidean distance, found by comparing all pairs: exact in any number
 * of dimensions, where trees save nothing once there are a few dozen.
 *
 * @param size N
 * @param k neighbours a point, at most N - 1
 * @param indices N x k in one row: the neighbours of point i from i * k on, nearest first, equals by rising index
 * @param distances the distances that belong to them
 */
public record NeighbourGraph(int size, int k, int[] indices, double[] distances) {
    /** @param wanted neighbours a point; N - 1 where there are no more */
    public static NeighbourGraph of(PointColumns points, int wanted) {
        int n = points.size();
        int k = Math.min(wanted, n - 1);
        int[] indices = new int[Math.multiplyExact(n, k)];
        double[] distances = new double[n * k];
        RowBlocks.runUnlessInterrupted(n, (from, to) -> {
            double[] squared = new double[n];
            SmallestK nearest = new SmallestK(k);
            for (int i = from; i < to; i++) {
                points.squaredDistances(i, squared);
                nearest.select(squared, n, i);
                for (int rank = 0; rank < k; rank++) {
                    indices[i * k + rank] = nearest.index(rank);
                    distances[i * k + rank] = Math.sqrt(nearest.value(rank));
                }
            }
        });
        return new NeighbourGraph(n, k, indices, distances);
    }
}
