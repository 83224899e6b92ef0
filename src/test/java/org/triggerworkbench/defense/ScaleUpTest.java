package org.triggerworkbench.defense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.BrightnessClassifier;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.trigger.Stamper;

class ScaleUpTest {
    private static final int EDGE = 4;
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void score_isTheShareOfFactorsThatKeepTheLabel() {
        PreparedImages inputs = DefenseFixture.images(4, EDGE);
        double[] scores = filter(new BrightnessClassifier(), inputs, Map.of("largest", 5))
                .scores(EditedImages.all(inputs, ImageEdit.NONE));
        for (int i = 0; i < scores.length; i++) {
            byte[] pixels = inputs.batch(new int[] {i});
            int kept = 0;
            for (int n = 1; n <= 5; n++) {
                kept += isBright(pixels, n) == isBright(pixels, 1) ? 1 : 0;
            }
            assertEquals(kept / 5.0, scores[i], 1e-12);
        }
    }

    private static boolean isBright(byte[] pixels, int factor) {
        double mean = 0;
        for (byte pixel : pixels) {
            mean += Math.min(1, factor * pixel / 255.0) / pixels.length;
        }
        return mean > 0.5;
    }

    @Test
    void normal_goesByClass_andByAllWhereAClassTellsNothing() {
        ScaleUp.Normal normal = ScaleUp.Normal.of(3, new int[] {0, 0, 1, 2, 2}, new double[] {0.2, 0.6, 0.5, 0.1, 0.1});
        assertEquals(0.5, normal.normalised(0, 0.5), 1e-9);
        double mean = 0.3;
        double deviation = Math.sqrt((0.01 + 0.09 + 0.04 + 0.04 + 0.04) / 5);
        assertEquals((0.9 - mean) / deviation, normal.normalised(1, 0.9), 1e-9);
        assertEquals((0.9 - mean) / deviation, normal.normalised(2, 0.9), 1e-9);
    }

    @Test
    void dataLimited_isTheConsistencyAgainstCleanImagesOfTheClass() {
        PreparedImages inputs = DefenseFixture.images(12, EDGE);
        try (Classifier suspect = new CornerBackdoor(compute, EDGE)) {
            EditedImages all = EditedImages.all(inputs, ImageEdit.NONE);
            double[] free = filter(suspect, inputs, Map.of()).scores(all);
            double[] limited =
                    filter(suspect, inputs, Map.of("variant", "data-limited")).scores(all);
            int[] predictions = new Predictor(compute, 12).predictions(suspect, inputs, ImageEdit.NONE);
            ScaleUp.Normal normal = ScaleUp.Normal.of(4, predictions, free);
            for (int i = 0; i < free.length; i++) {
                assertEquals(normal.normalised(predictions[i], free[i]), limited[i], 1e-9);
            }
        }
    }

    @Test
    void triggerThatStays_isConsistent_andInputsDoNotMeet() {
        PreparedImages inputs = DefenseFixture.images(12, EDGE);
        try (Classifier suspect = new CornerBackdoor(compute, EDGE);
                Stamper stamper = DefenseFixture.trigger(compute, EDGE)) {
            PreparedDefense.InputFilter filter = filter(suspect, inputs, Map.of());
            double[] clean = filter.scores(EditedImages.all(inputs, ImageEdit.NONE));
            double[] triggered = filter.scores(EditedImages.all(inputs, DefenseFixture.edit(stamper)));
            assertTrue(Arrays.stream(triggered).allMatch(score -> score == 1));
            assertTrue(Arrays.stream(clean).average().orElseThrow() < 1);
            double[] some = filter.scores(new EditedImages(inputs, new int[] {7, 3}, ImageEdit.NONE));
            assertArrayEquals(new double[] {clean[7], clean[3]}, some);
        }
    }

    @Test
    void illustration_tellsFactorLabelAndWhatIsFull() {
        PreparedImages inputs = DefenseFixture.images(3, EDGE);
        try (Classifier suspect = new CornerBackdoor(compute, EDGE)) {
            Figure.Gallery shown = (Figure.Gallery) filter(suspect, inputs, Map.of())
                    .illustration(new EditedImages(inputs, new int[] {1}, ImageEdit.NONE), "An input")
                    .orElseThrow();
            assertEquals(6, shown.pictures().size());
            assertTrue(
                    shown.labels().getFirst().endsWith("0% full"),
                    shown.labels().getFirst());
            // From 40 of 255 upward all is full at 7 times.
            assertTrue(
                    shown.labels().getLast().endsWith("100% full"),
                    shown.labels().getLast());
        }
    }

    private static PreparedDefense.InputFilter filter(
            Classifier suspect, PreparedImages clean, Map<String, Object> values) {
        ScaleUp scaleUp = new ScaleUp();
        return (PreparedDefense.InputFilter)
                scaleUp.prepare(DefenseFixture.setting(compute, suspect, clean, scaleUp, values));
    }
}
