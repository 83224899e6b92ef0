package org.triggerworkbench.evaluation.inspection;

/**
 * Which parts of a picture an answer rests on.
 *
 * @param height of the model's input
 * @param width of the model's input
 * @param values height x width in [0, 1], the largest 1; all 0 where nothing speaks for the class
 */
public record SaliencyMap(int height, int width, float[] values) {
    /** A coarse map of values from 0 up, interpolated to the size of the input and divided by its maximum. */
    static SaliencyMap of(float[] grid, int rows, int columns, int height, int width) {
        float[] values = Bilinear.resize(grid, rows, columns, height, width);
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        if (largest > 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] /= largest;
            }
        }
        return new SaliencyMap(height, width, values);
    }
}
