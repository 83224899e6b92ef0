package org.triggerworkbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.data.PreparedImages;

class MeanSimilarityTest {
    /** The edit brightens image i by i / 10, so that the means differ from the values of any one image. */
    @Test
    void of_isTheMeanOverTheChosenImages() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            int before = compute.liveTensors();
            PreparedImages set = NoiseImages.prepared(5, 12);
            EditedImages clean = new EditedImages(set, new int[] {4, 0, 1}, ImageEdit.NONE);
            List<Integer> told = new ArrayList<>();
            ImageEdit trigger = (batch, ids) -> {
                float[] steps = new float[ids.length];
                for (int i = 0; i < ids.length; i++) {
                    told.add(ids[i]);
                    steps[i] = ids[i] / 10f;
                }
                return batch.add(compute.tensor(steps, ids.length, 1, 1, 1));
            };
            MeanSimilarity mean = MeanSimilarity.of(compute, clean, trigger, 2);
            assertEquals(before, compute.liveTensors());
            assertEquals(List.of(4, 0, 1), told);
            assertEquals(2 * 144 / 3.0, mean.l0(), 1e-9);
            assertEquals(0.5 / 3, mean.linf(), 1e-6);
            assertEquals(144, mean.pixels());
            assertEquals(3, mean.images());
            double ssim = 0;
            for (int id : clean.ids()) {
                byte[] planes = set.batch(new int[] {id});
                float[] pixels = new float[planes.length];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = (planes[i] & 0xff) / 255f;
                }
                float[] bright = pixels.clone();
                for (int i = 0; i < bright.length; i++) {
                    bright[i] += id / 10f;
                }
                ssim += Similarity.of(pixels, bright, 12, 12).ssim() / 3;
            }
            assertEquals(ssim, mean.ssim(), 1e-6);
            assertTrue(ssim < 1);
        }
    }
}
