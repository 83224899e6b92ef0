package org.triggerworkbench.evaluation;

/**
 * How visible a trigger is: a clean image beside the same image with the trigger.
 *
 * @param ssim structural similarity, 1 for equal images; NaN where the image is smaller than the window
 * @param psnr peak signal to noise ratio in dB, infinite for equal images
 * @param l0 pixels changed in any channel
 * @param pixels pixels of an image, the denominator of {@code l0}
 * @param linf largest change of a value, on the scale 0..1
 */
public record Similarity(double ssim, double psnr, int l0, int pixels, double linf) {
    /**
     * Compares two images.
     *
     * @param clean 3 x H x W values in [0, 1]
     * @param triggered of the same shape
     */
    public static Similarity of(float[] clean, float[] triggered, int height, int width) {
        int pixels = height * width;
        if (clean.length != 3 * pixels || triggered.length != 3 * pixels) {
            throw new IllegalArgumentException(
                    clean.length + " and " + triggered.length + " values for 3 x " + height + " x " + width);
        }
        int changed = 0;
        double squares = 0;
        double largest = 0;
        for (int p = 0; p < pixels; p++) {
            double ofPixel = 0;
            for (int i = p; i < clean.length; i += pixels) {
                double difference = Math.abs((double) clean[i] - triggered[i]);
                squares += difference * difference;
                ofPixel = Math.max(ofPixel, difference);
            }
            changed += ofPixel > 0 ? 1 : 0;
            largest = Math.max(largest, ofPixel);
        }
        double psnr = 10 * Math.log10(clean.length / squares);
        return new Similarity(Ssim.mean(clean, triggered, height, width), psnr, changed, pixels, largest);
    }

    /**
     * Compares two 8-bit images.
     *
     * @param clean 3 x H x W unsigned bytes
     * @param triggered of the same shape
     */
    public static Similarity of(byte[] clean, byte[] triggered, int height, int width) {
        return of(unit(clean), unit(triggered), height, width);
    }

    private static float[] unit(byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bytes[i] & 0xff) / 255f;
        }
        return values;
    }
}
