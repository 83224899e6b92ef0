package org.triggerworkbench.projection;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The largest eigenvalues of a symmetric matrix without negative ones, with their eigenvectors: subspace iteration with a
 * Rayleigh-Ritz step (Golub and Van Loan, Matrix Computations, 8.2.4), a few vectors wider than asked for so that close
 * eigenvalues do not hold it up. A small matrix is solved whole by cyclic Jacobi rotations.
 *
 * @param values by falling size
 * @param vectors one row of unit length a value
 */
record LeadingEigen(double[] values, double[][] vectors) {
    private static final int SMALL = 64;
    private static final int EXTRA = 10;
    private static final int MOST_SWEEPS = 2000;
    private static final double TOLERANCE = 1e-13;

    static LeadingEigen of(double[][] matrix, int count) {
        int size = matrix.length;
        int width = count + EXTRA;
        LeadingEigen all =
                size <= Math.max(SMALL, width) ? SymmetricJacobi.solve(matrix) : iterate(matrix, count, width);
        return all.first(count);
    }

    private static LeadingEigen iterate(double[][] matrix, int count, int width) {
        // The start is fixed, so the answer is too.
        SplittableRandom random = new SplittableRandom(1);
        double[][] basis = new double[width][matrix.length];
        for (double[] row : basis) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextDouble() - 0.5;
            }
        }
        orthonormalise(basis);
        LeadingEigen ritz = new LeadingEigen(new double[width], basis);
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double[][] image = multiply(matrix, ritz.vectors);
            double[][] projected = new double[width][width];
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    projected[i][j] = (dot(ritz.vectors[i], image[j]) + dot(ritz.vectors[j], image[i])) / 2;
                }
            }
            LeadingEigen inner = SymmetricJacobi.solve(projected);
            double[][] vectors = rotate(inner.vectors, ritz.vectors);
            double[][] images = rotate(inner.vectors, image);
            ritz = new LeadingEigen(inner.values, vectors);
            if (largestResidual(ritz, images, count) <= TOLERANCE * Math.max(inner.values[0], Double.MIN_NORMAL)) {
                break;
            }
            orthonormalise(images);
            ritz = new LeadingEigen(inner.values, images);
        }
        return ritz;
    }

    /** The largest |A v - lambda v| of the wanted pairs. */
    private static double largestResidual(LeadingEigen pairs, double[][] images, int count) {
        double largest = 0;
        for (int k = 0; k < count; k++) {
            double squares = 0;
            for (int j = 0; j < images[k].length; j++) {
                double residual = images[k][j] - pairs.values[k] * pairs.vectors[k][j];
                squares += residual * residual;
            }
            largest = Math.max(largest, Math.sqrt(squares));
        }
        return largest;
    }

    private static double[][] multiply(double[][] matrix, double[][] rows) {
        double[][] result = new double[rows.length][matrix.length];
        IntStream.range(0, matrix.length).parallel().forEach(i -> {
            for (int k = 0; k < rows.length; k++) {
                result[k][i] = dot(matrix[i], rows[k]);
            }
        });
        return result;
    }

    private static double[][] rotate(double[][] weights, double[][] rows) {
        double[][] result = new double[weights.length][rows[0].length];
        for (int k = 0; k < weights.length; k++) {
            for (int i = 0; i < rows.length; i++) {
                addScaled(result[k], weights[k][i], rows[i]);
            }
        }
        return result;
    }

    /** Gram-Schmidt, twice, since once loses orthogonality when rows are nearly parallel. */
    private static void orthonormalise(double[][] rows) {
        for (int k = 0; k < rows.length; k++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < k; i++) {
                    addScaled(rows[k], -dot(rows[i], rows[k]), rows[i]);
                }
                double length = Math.sqrt(dot(rows[k], rows[k]));
                if (length < 1e-300) {
                    break;
                }
                for (int j = 0; j < rows[k].length; j++) {
                    rows[k][j] /= length;
                }
            }
        }
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static void addScaled(double[] sum, double factor, double[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    private LeadingEigen first(int count) {
        return new LeadingEigen(Arrays.copyOf(values, count), Arrays.copyOf(vectors, count));
    }
}
