package org.triggerworkbench.app.embedding.map;

import org.triggerworkbench.experiment.live.SheetResult;

/**
 * The rows a map is fitted to: the clean images and, in the joint space, the class words. There both are unit vectors, but
 * images and words lie in two far-off cones (Liang et al. 2022, the modality gap), so each kind is centred by its own mean;
 * a triggered image is an image and is centred by the mean of the clean ones.
 *
 * @param images N x D
 * @param words K x D; none outside the joint space
 * @param imageMean D values that were taken off; zeros outside the joint space
 */
record FeatureRows(float[][] images, float[][] words, double[] imageMean) {
    static FeatureRows of(SheetResult answer) {
        float[][] images = answer.clean().features();
        if (answer.anchors().length == 0) {
            return new FeatureRows(images, new float[0][], new double[images[0].length]);
        }
        double[] mean = mean(images);
        return new FeatureRows(without(images, mean), words(answer), mean);
    }

    /** The class words centred by their own mean. */
    static float[][] words(SheetResult answer) {
        float[][] anchors = answer.anchors();
        return anchors.length == 0 ? anchors : without(anchors, mean(anchors));
    }

    /** Other images, centred as these. */
    float[][] centred(float[][] others) {
        return words.length == 0 ? others : without(others, imageMean);
    }

    /** Images, then words. */
    float[][] all() {
        float[][] all = new float[images.length + words.length][];
        System.arraycopy(images, 0, all, 0, images.length);
        System.arraycopy(words, 0, all, images.length, words.length);
        return all;
    }

    private static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= rows.length;
        }
        return mean;
    }

    private static float[][] without(float[][] rows, double[] mean) {
        float[][] less = new float[rows.length][mean.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                less[i][j] = (float) (rows[i][j] - mean[j]);
            }
        }
        return less;
    }
}
