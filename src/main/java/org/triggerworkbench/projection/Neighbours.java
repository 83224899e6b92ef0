package org.triggerworkbench.projection;

import java.util.ArrayList;
import java.util.List;

/** The nearest of a set of points to a place in the same space. */
public final class Neighbours {
    /** How distance is measured. */
    public enum Distance {
        /** The length of the difference, 0 and above. */
        EUCLIDEAN,
        /** 1 minus the cosine of the angle, 0 to 2; 1 where either is all zeros. */
        COSINE
    }

    /**
     * One of the nearest.
     *
     * @param index among the points
     * @param distance in the measure asked for
     */
    public record Neighbour(int index, double distance) {}

    private Neighbours() {}

    /**
     * The k points nearest to a place, nearest first, equals by rising index; all where there are no more than k.
     *
     * @param points N x D finite values
     * @param place D finite values
     * @param k at least 0
     */
    public static List<Neighbour> nearest(float[][] points, float[] place, int k, Distance distance) {
        return nearest(points, place, k, distance, -1);
    }

    /** The k other points nearest to one of the points. */
    public static List<Neighbour> nearestTo(int index, float[][] points, int k, Distance distance) {
        return nearest(points, points[index], k, distance, index);
    }

    private static List<Neighbour> nearest(float[][] points, float[] place, int k, Distance distance, int leftOut) {
        double[] distances = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            if (points[i].length != place.length) {
                throw new IllegalArgumentException(
                        "points of " + points[i].length + " and " + place.length + " values");
            }
            distances[i] = switch (distance) {
                case EUCLIDEAN -> Math.sqrt(squared(points[i], place));
                case COSINE -> cosine(points[i], place);
            };
        }
        SmallestK nearest = new SmallestK(Math.min(k, points.length));
        nearest.select(distances, points.length, leftOut);
        List<Neighbour> list = new ArrayList<>(nearest.size());
        for (int rank = 0; rank < nearest.size(); rank++) {
            list.add(new Neighbour(nearest.index(rank), nearest.value(rank)));
        }
        return list;
    }

    private static double squared(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double difference = (double) a[j] - b[j];
            sum += difference * difference;
        }
        return sum;
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int j = 0; j < a.length; j++) {
            product += (double) a[j] * b[j];
            squaresA += (double) a[j] * a[j];
            squaresB += (double) b[j] * b[j];
        }
        double lengths = Math.sqrt(squaresA) * Math.sqrt(squaresB);
        return lengths > 0 ? 1 - Math.clamp(product / lengths, -1, 1) : 1;
    }
}
