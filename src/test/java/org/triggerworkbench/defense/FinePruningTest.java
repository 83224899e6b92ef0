package org.triggerworkbench.defense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.evaluation.Predictor;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.network.NetworkClassifier;

class FinePruningTest {
    private static final int UNITS = 128;
    /** Columns of the matrix that read a channel of the small VGG at 8 x 8. */
    private static final String READER = "classifier.weight";

    private static Compute compute;
    private static NetworkClassifier suspect;
    private static PreparedImages clean;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        suspect = TinyNetwork.create(compute, "small-vgg");
        clean = DefenseFixture.images(24, TinyNetwork.EDGE);
    }

    @AfterAll
    static void close() {
        suspect.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void leastActiveChannels_areSilenced_andStaySoWhileTheRestIsTrained() {
        Map<String, HostTensor> before = suspect.parameters().toHost();
        try (PreparedDefense.Repairer repair = repair(Map.of("tolerance", 1, "step", 0.25))) {
            TinyNetwork.train(compute, repair.phases().getFirst(), 2);
            // With a tolerance of 1 all is pruned.
            assertTrue(silent(repair.repaired()).size() == UNITS);
        }
        try (PreparedDefense.Repairer repair = repair(Map.of("tolerance", 0, "step", 0.125))) {
            TinyNetwork.train(compute, repair.phases().getFirst(), 2);
            Set<Integer> silent = silent(repair.repaired());
            Figure.Sweep.Mark mark = repair.swept().orElseThrow().mark();
            assertEquals(mark == null ? Double.NaN : mark.at() * UNITS, silent.size(), 1e-9);
            assertTrue(silent.size() < UNITS, "all are silent");
            Integer[] order = byActivation();
            assertEquals(Set.copyOf(Arrays.asList(order).subList(0, silent.size())), silent);
            assertNotEquals(
                    before.get("features.0.weight"),
                    repair.repaired().parameters().toHost().get("features.0.weight"));
        }
        assertEquals(before, suspect.parameters().toHost());
    }

    @Test
    void pruning_stopsBeforeTheAccuracyFallsBelowTheTolerance() {
        try (PreparedDefense.Repairer repair = repair(Map.of("tolerance", 0.3, "step", 0.05))) {
            Swept swept = repair.swept().orElseThrow();
            double least = 0.7 * accuracy(suspect);
            Figure.Sweep.Mark mark = swept.mark();
            int stop = IntStream.range(0, swept.at().length)
                    .filter(i -> mark != null && Math.round(swept.at()[i] * UNITS) == Math.round(mark.at() * UNITS))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i <= stop; i++) {
                assertTrue(accuracy(swept.at(i)) >= least, "at " + i);
            }
            assertTrue(stop + 1 == swept.at().length || accuracy(swept.at(stop + 1)) < least);
        }
    }

    @Test
    void sweep_beginsWithTheSuspect_andEndsWithTheBiasAlone() {
        try (PreparedDefense.Repairer repair = repair(Map.of("step", 0.5))) {
            Swept swept = repair.swept().orElseThrow();
            assertArrayEquals(new double[] {0, 0.5, 1}, swept.at());
            assertArrayEquals(logits(suspect)[3], logits(swept.at(0))[3]);
            float[][] last = logits(swept.at(2));
            HostTensor bias = suspect.parameters().toHost().get("classifier.bias");
            assertArrayEquals(bias == null ? new float[0] : bias.floats(), last[3], 1e-6f);
            assertFalse(Arrays.equals(logits(suspect)[3], last[3]));
        }
    }

    /** As with networks, only that the units are neurons of the image tower's last block. */
    @Test
    void ofAClip_neuronsAreSilenced_inFrontOfBothTowersTrained() {
        FinePruning pruning = new FinePruning();
        try (ClipModel clip = ClipModel.load(compute, Path.of("src/test/resources/parity/clip-tiny"));
                ZeroShotClassifier classes = new ZeroShotClassifier(
                        clip,
                        DefenseFixture.LABELS,
                        DefenseFixture.LABELS.stream().map(List::of).toList())) {
            PreparedImages images = DefenseFixture.images(8, clip.config().imageSize());
            try (PreparedDefense.Repairer repair = (PreparedDefense.Repairer) pruning.prepare(
                    DefenseFixture.setting(compute, classes, images, pruning, Map.of("tolerance", 1, "step", 0.5)))) {
                TinyNetwork.train(compute, repair.phases().getFirst(), 1);
                Map<String, HostTensor> after = repair.repaired().parameters().toHost();
                HostTensor reader = after.get(clip.reader());
                assertTrue(reader != null && largest(reader.floats()) == 0);
                String text = "text_projection.weight";
                assertNotEquals(clip.parameters().toHost().get(text), after.get(text));
            }
        }
    }

    private static double largest(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(values[i]))
                .max()
                .orElse(Double.NaN);
    }

    private static float[][] logits(Classifier model) {
        return new Predictor(compute, 32).logits(model, clean, ImageEdit.NONE);
    }

    private static double accuracy(Classifier model) {
        int[] predictions = new Predictor(compute, 128).predictions(model, clean, ImageEdit.NONE);
        return IntStream.range(0, predictions.length)
                        .filter(i -> predictions[i] == clean.label(i))
                        .count()
                / (double) predictions.length;
    }

    private static Integer[] byActivation() {
        float[][] rows = EditedImages.all(clean, ImageEdit.NONE).rows(compute, 128, suspect::units);
        double[] means = new double[UNITS];
        for (float[] row : rows) {
            for (int unit = 0; unit < UNITS; unit++) {
                means[unit] += row[unit] / (double) rows.length;
            }
        }
        Integer[] order = IntStream.range(0, UNITS).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(means[a], means[b]));
        return order;
    }

    /** The units whose every reading weight is 0. */
    private static Set<Integer> silent(Classifier model) {
        HostTensor reader = model.parameters().toHost().get(READER);
        float[] weights = reader == null ? new float[0] : reader.floats();
        int columns = weights.length / 4;
        int each = columns / UNITS;
        Set<Integer> silent = new HashSet<>();
        for (int unit = 0; unit < UNITS; unit++) {
            int from = unit * each;
            boolean zero = IntStream.range(0, 4)
                    .allMatch(row -> IntStream.range(from, from + each).allMatch(i -> weights[row * columns + i] == 0));
            if (zero) {
                silent.add(unit);
            }
        }
        return silent;
    }

    private static PreparedDefense.Repairer repair(Map<String, Object> values) {
        FinePruning pruning = new FinePruning();
        return (PreparedDefense.Repairer)
                pruning.prepare(DefenseFixture.setting(compute, suspect, clean, pruning, values));
    }
}
