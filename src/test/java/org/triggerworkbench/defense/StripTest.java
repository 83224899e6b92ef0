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
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.trigger.Stamper;

class StripTest {
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
    void entropy_ofKnownShares() {
        assertEquals(Math.log(2), Strip.entropy(new float[] {3, 3}), 1e-12);
        assertEquals(0, Strip.entropy(new float[] {1000, 0, -1000}), 1e-12);
        double expected = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertEquals(expected, Strip.entropy(new float[] {(float) Math.log(3), 0}), 1e-6);
    }

    @Test
    void score_isMinusTheMeanEntropyOfClippedSums() {
        PreparedImages clean = DefenseFixture.images(6, EDGE);
        PreparedImages inputs = DefenseFixture.images(3, EDGE);
        double[] scores = filter(new BrightnessClassifier(), clean, Map.of("overlays", 6, "alpha", 1))
                .scores(EditedImages.all(inputs, (images, _) -> images.mul(2.5f)));
        for (int i = 0; i < scores.length; i++) {
            double sum = 0;
            for (int j = 0; j < clean.size(); j++) {
                sum += entropyOfSum(inputs, i, clean, j);
            }
            assertEquals(-sum / clean.size(), scores[i], 1e-5);
        }
    }

    /** All six overlays are drawn, so their order does not matter. */
    private static double entropyOfSum(PreparedImages inputs, int i, PreparedImages clean, int j) {
        byte[] x = inputs.batch(new int[] {i});
        byte[] over = clean.batch(new int[] {j});
        double mean = 0;
        for (int p = 0; p < x.length; p++) {
            mean += Math.min(1, 2.5 * x[p] / 255 + over[p] / 255.0) / x.length;
        }
        return Strip.entropy(new float[] {(float) (0.5 - mean), (float) (mean - 0.5)});
    }

    @Test
    void score_doesNotDependOnOtherInputs() {
        PreparedImages inputs = DefenseFixture.images(5, EDGE);
        try (Classifier suspect = new CornerBackdoor(compute, EDGE)) {
            PreparedDefense.InputFilter filter =
                    filter(suspect, DefenseFixture.images(20, EDGE), Map.of("overlays", 7));
            double[] all = filter.scores(EditedImages.all(inputs, ImageEdit.NONE));
            double[] some = filter.scores(new EditedImages(inputs, new int[] {4, 1}, ImageEdit.NONE));
            assertArrayEquals(new double[] {all[4], all[1]}, some);
        }
    }

    @Test
    void triggerThatSurvives_hasTheLargerScores() {
        PreparedImages inputs = DefenseFixture.images(8, EDGE);
        try (Classifier suspect = new CornerBackdoor(compute, EDGE);
                Stamper stamper = DefenseFixture.trigger(compute, EDGE)) {
            PreparedDefense.InputFilter filter =
                    filter(suspect, DefenseFixture.images(20, EDGE), Map.of("overlays", 10));
            double[] clean = filter.scores(EditedImages.all(inputs, ImageEdit.NONE));
            double[] triggered = filter.scores(EditedImages.all(inputs, DefenseFixture.edit(stamper)));
            double most = Arrays.stream(clean).max().orElseThrow();
            assertTrue(Arrays.stream(triggered).allMatch(score -> score > most));
            EditedImages one = new EditedImages(inputs, new int[] {2}, DefenseFixture.edit(stamper));
            Figure.Gallery shown =
                    (Figure.Gallery) filter.illustration(one, "An input").orElseThrow();
            assertEquals(8, shown.pictures().size());
            assertTrue(
                    shown.labels().stream().allMatch("b"::equals),
                    shown.labels().toString());
        }
    }

    @Test
    void card_tellsEachParameter() {
        Strip strip = new Strip();
        Card card = Card.of(strip);
        strip.parameters()
                .forEach(parameter -> assertTrue(card.label(parameter.key()).length() > 2));
    }

    private static PreparedDefense.InputFilter filter(
            Classifier suspect, PreparedImages clean, Map<String, Object> values) {
        Strip strip = new Strip();
        return (PreparedDefense.InputFilter)
                strip.prepare(DefenseFixture.setting(compute, suspect, clean, strip, values));
    }
}
