package org.triggerworkbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    @Test
    void of_equalImagesIsPerfect() {
        byte[] image = noise(16 * 14);
        Similarity same = Similarity.of(image, image.clone(), 16, 14);
        assertEquals(1, same.ssim(), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, same.psnr());
        assertEquals(0, same.l0());
        assertEquals(0, same.linf());
    }

    /** One pixel changed by 51 in two channels: mean square error 2 x 0.04 / (3 x 144). */
    @Test
    void of_onePixelMatchesHandValues() {
        byte[] clean = new byte[3 * 144];
        byte[] triggered = new byte[3 * 144];
        triggered[5] = 51;
        triggered[144 + 5] = 51;
        Similarity one = Similarity.of(clean, triggered, 12, 12);
        assertEquals(1, one.l0());
        assertEquals(144, one.pixels());
        assertEquals(0.2, one.linf(), 1e-7);
        assertEquals(10 * Math.log10(3 * 144 / 0.08), one.psnr(), 1e-5);
    }

    /** Constant images have no structure: SSIM is (2ab + C1) / (a^2 + b^2 + C1), C1 = 0.0001. */
    @Test
    void of_constantImagesMatchesLuminanceTerm() {
        float[] clean = new float[3 * 144];
        float[] triggered = new float[3 * 144];
        Arrays.fill(clean, 0.5f);
        Arrays.fill(triggered, 0.75f);
        double expected = (2 * 0.5 * 0.75 + 1e-4) / (0.25 + 0.5625 + 1e-4);
        assertEquals(expected, Similarity.of(clean, triggered, 12, 12).ssim(), 1e-9);
    }

    @Test
    void of_isSymmetricAndFallsWithTheSizeOfTheChange() {
        byte[] clean = noise(400);
        byte[] small = changed(clean, 40);
        byte[] large = changed(clean, 100);
        Similarity little = Similarity.of(clean, small, 20, 20);
        assertEquals(little.ssim(), Similarity.of(small, clean, 20, 20).ssim(), 1e-12);
        assertTrue(Similarity.of(clean, large, 20, 20).ssim() < little.ssim());
        assertTrue(little.ssim() < 1);
    }

    @Test
    void of_imageBelowTheWindowHasNoSsim() {
        assertTrue(
                Double.isNaN(Similarity.of(new byte[300], new byte[300], 10, 10).ssim()));
    }

    private static byte[] noise(int pixels) {
        byte[] bytes = new byte[3 * pixels];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(100);
        }
        return bytes;
    }

    private static byte[] changed(byte[] image, int by) {
        byte[] result = image.clone();
        for (int i = 0; i < result.length; i += 2) {
            result[i] = (byte) (result[i] + by);
        }
        return result;
    }
}
