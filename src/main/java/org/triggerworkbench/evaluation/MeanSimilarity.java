package org.triggerworkbench.evaluation;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;

/**
 * How visible a trigger is, as means over images; see {@link Similarity}. All NaN where there is no image.
 *
 * @param ssim mean structural similarity; NaN where the images are smaller than its window
 * @param l0 mean number of pixels changed
 * @param linf mean of the largest change of a value, on the scale 0..1
 * @param pixels pixels of an image, the denominator of {@code l0}
 * @param images number of images
 */
public record MeanSimilarity(double ssim, double l0, double linf, int pixels, int images) {
    /**
     * Compares clean images with the same images under a trigger, on the calling thread.
     *
     * @param trigger is put on the clean images
     * @param batchSize images held at a time, at least 1
     */
    public static MeanSimilarity of(Compute compute, EditedImages clean, ImageEdit trigger, int batchSize) {
        int height = clean.images().height();
        int width = clean.images().width();
        double ssim = 0;
        double l0 = 0;
        double linf = 0;
        for (EditedImages part : clean.parts(batchSize)) {
            try (TensorScope _ = new TensorScope()) {
                NDArray batch = part.tensor(compute);
                List<float[]> before = EditedImages.split(batch, part.size());
                List<float[]> after = EditedImages.split(trigger.apply(batch, part.ids()), part.size());
                for (int i = 0; i < before.size(); i++) {
                    Similarity pair = Similarity.of(before.get(i), after.get(i), height, width);
                    ssim += pair.ssim();
                    l0 += pair.l0();
                    linf += pair.linf();
                }
            }
        }
        int n = clean.size();
        return new MeanSimilarity(ssim / n, l0 / n, linf / n, height * width, n);
    }
}
