package org.triggerworkbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Cancellation;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.text.InputException;

class AttackEvaluatorTest {
    private static final BrightnessClassifier MODEL = new BrightnessClassifier();

    @Test
    void evaluate_countsBothPassesAndLeavesNoTensor() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            int before = compute.liveTensors();
            PreparedImages images = flat(new int[] {0, 0, 0, 1, 1}, new int[] {10, 20, 200, 250, 250});
            AttackMetrics metrics = new AttackEvaluator(compute)
                    .evaluate(MODEL, images, new Target.AllToOne(1), (batch, ids) -> batch.add(0.45f), 2);
            assertEquals(new Rate(4, 5), metrics.cleanAccuracy());
            assertEquals(new Rate(2, 3), metrics.attackSuccess());
            assertEquals(new Rate(1, 3), metrics.cleanTargetRate());
            assertArrayEquals(new int[] {0, 1, 1, 1, 1}, metrics.triggeredPredictions());
            assertEquals(before, compute.liveTensors());
        }
    }

    @Test
    void features_areTheSamePixelsWhateverTheBatchSize() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            PreparedImages images = flat(new int[] {0, 1, 1}, new int[] {0, 51, 255});
            float[][] two = new Predictor(compute, 2).features(MODEL, "pixels", images, ImageEdit.NONE);
            float[][] three = new Predictor(compute, 3).features(MODEL, "pixels", images, ImageEdit.NONE);
            assertEquals(12, two[2].length);
            assertEquals(0.2f, two[1][5], 1e-7f);
            assertArrayEquals(three, two);
        }
    }

    @Test
    void evaluate_endsBetweenTwoBatchesWhereItIsCancelled() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            int before = compute.liveTensors();
            PreparedImages images = flat(new int[] {0, 0, 0, 1, 1, 1}, new int[] {10, 20, 30, 240, 250, 255});
            AtomicInteger stamped = new AtomicInteger();
            assertThrows(
                    CancellationException.class,
                    () -> Cancellation.during(() -> stamped.get() == 1, () -> new AttackEvaluator(compute)
                            .evaluate(
                                    MODEL,
                                    images,
                                    new Target.AllToOne(1),
                                    (batch, ids) -> {
                                        stamped.incrementAndGet();
                                        return batch;
                                    },
                                    2)));
            assertEquals(1, stamped.get());
            assertEquals(before, compute.liveTensors());
        }
    }

    @Test
    void evaluate_refusesTargetTheModelDoesNotKnow() {
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            PreparedImages images = flat(new int[] {0}, new int[] {0});
            InputException e = assertThrows(InputException.class, () -> new AttackEvaluator(compute)
                    .evaluate(MODEL, images, new Target.AllToOne(2), null, 1));
            assertTrue(e.sentence().contains("class 2"));
        }
    }

    private static PreparedImages flat(int[] labels, int[] values) {
        return new PreparedImages(
                new FlatImages(labels, values), Preprocessing.exact(2, 2, Resampling.Filter.BICUBIC), 0);
    }

    /** Images of 2 x 2 pixels of one value. */
    private record FlatImages(int[] labels, int[] values) implements ImageSet {
        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public Picture picture(int index) {
            byte[] rgb = new byte[12];
            Arrays.fill(rgb, (byte) values[index]);
            return new Picture(2, 2, rgb);
        }

        @Override
        public String id(int index) {
            return "flat " + index;
        }
    }
}
