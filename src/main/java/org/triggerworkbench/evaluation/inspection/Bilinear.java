package org.triggerworkbench.evaluation.inspection;

/** Bilinear interpolation with pixel centres at halves, as torch's {@code interpolate} with {@code align_corners=False}. */
final class Bilinear {
    private Bilinear() {}

    /**
     * @param grid rows x columns values
     * @return height x width values
     */
    static float[] resize(float[] grid, int rows, int columns, int height, int width) {
        float[] result = new float[height * width];
        for (int y = 0; y < height; y++) {
            double atY = position(y, rows, height);
            int top = (int) atY;
            int bottom = Math.min(top + 1, rows - 1);
            double down = atY - top;
            for (int x = 0; x < width; x++) {
                double atX = position(x, columns, width);
                int left = (int) atX;
                int right = Math.min(left + 1, columns - 1);
                double across = atX - left;
                double upper = (1 - across) * grid[top * columns + left] + across * grid[top * columns + right];
                double lower = (1 - across) * grid[bottom * columns + left] + across * grid[bottom * columns + right];
                result[y * width + x] = (float) ((1 - down) * upper + down * lower);
            }
        }
        return result;
    }

    private static double position(int pixel, int from, int to) {
        return Math.clamp((pixel + 0.5) * from / to - 0.5, 0.0, from - 1.0);
    }
}
