package org.triggerworkbench.evaluation;

/**
 * Structural similarity of Wang, Bovik, Sheikh and Simoncelli (2004), equation 13, with their 11 x 11 Gaussian window of
 * standard deviation 1.5, K1 = 0.01, K2 = 0.03 and values in [0, 1] (L = 1): the mean over all places where the whole
 * window lies inside the image, then over the channels.
 */
final class Ssim {
    private static final int WINDOW = 11;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;
    private static final double[] GAUSSIAN = gaussian(1.5);

    private Ssim() {}

    /** The mean over 3 channels of two 3 x H x W images, or NaN where an edge is shorter than the window. */
    static double mean(float[] a, float[] b, int height, int width) {
        if (height < WINDOW || width < WINDOW) {
            return Double.NaN;
        }
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            sum += ofPlane(plane(a, channel, height * width), plane(b, channel, height * width), height, width);
        }
        return sum / 3;
    }

    private static double ofPlane(double[] a, double[] b, int height, int width) {
        double[] meanA = blur(a, height, width);
        double[] meanB = blur(b, height, width);
        double[] squareA = blur(product(a, a), height, width);
        double[] squareB = blur(product(b, b), height, width);
        double[] mixed = blur(product(a, b), height, width);
        double sum = 0;
        for (int i = 0; i < meanA.length; i++) {
            double muAB = meanA[i] * meanB[i];
            double muA2 = meanA[i] * meanA[i];
            double muB2 = meanB[i] * meanB[i];
            double luminance = (2 * muAB + C1) / (muA2 + muB2 + C1);
            double structure = (2 * (mixed[i] - muAB) + C2) / (squareA[i] - muA2 + squareB[i] - muB2 + C2);
            sum += luminance * structure;
        }
        return sum / meanA.length;
    }

    /** The window's weighted mean wherever the window fits: (H - 10) x (W - 10) values. */
    private static double[] blur(double[] values, int height, int width) {
        int outWidth = width - WINDOW + 1;
        int outHeight = height - WINDOW + 1;
        double[] rows = new double[height * outWidth];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < outWidth; x++) {
                double sum = 0;
                for (int k = 0; k < WINDOW; k++) {
                    sum += GAUSSIAN[k] * values[y * width + x + k];
                }
                rows[y * outWidth + x] = sum;
            }
        }
        double[] result = new double[outHeight * outWidth];
        for (int i = 0; i < result.length; i++) {
            double sum = 0;
            for (int k = 0; k < WINDOW; k++) {
                sum += GAUSSIAN[k] * rows[i + k * outWidth];
            }
            result[i] = sum;
        }
        return result;
    }

    private static double[] plane(float[] image, int channel, int pixels) {
        double[] plane = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            plane[i] = image[channel * pixels + i];
        }
        return plane;
    }

    private static double[] product(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] * b[i];
        }
        return result;
    }

    private static double[] gaussian(double sigma) {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double d = i - WINDOW / 2;
            weights[i] = Math.exp(-d * d / (2 * sigma * sigma));
            sum += weights[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
