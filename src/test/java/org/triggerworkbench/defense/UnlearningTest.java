package org.triggerworkbench.defense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.training.TrainingTask;

class UnlearningTest {
    private static final int EDGE = 16;
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
    void withoutStampedImages_itIsPlainFineTuning() {
        assertEquals(plainLoss(), loss(0));
    }

    @Test
    void stampedImages_changeTheLoss() {
        assertNotEquals(plainLoss(), loss(0.25));
        assertNotEquals(loss(0.25), loss(1));
    }

    @Test
    void search_comesFirstAndCountsForNoStepOfTheRepair() {
        try (NetworkClassifier suspect = suspect();
                PreparedDefense.Repairer repairer = prepare(suspect, 0.2);
                PreparedDefense.Repairer plain = repairer.plain()) {
            assertEquals(List.of("inversion-1"), names(repairer.search()));
            assertTrue(plain.search().isEmpty());
            assertEquals(
                    plain.phases().getFirst().stepsPerEpoch(),
                    repairer.phases().getFirst().stepsPerEpoch());
            assertInstanceOf(Shown.Weights.class, repairer.shown(Map.of()));
        }
    }

    private static List<String> names(List<TrainingTask> tasks) {
        return tasks.stream().map(TrainingTask::name).toList();
    }

    private static float plainLoss() {
        try (NetworkClassifier suspect = suspect();
                PreparedDefense.Repairer repairer = prepare(suspect, 0.2);
                PreparedDefense.Repairer plain = repairer.plain()) {
            return loss(plain.phases().getFirst());
        }
    }

    private static float loss(double stamped) {
        try (NetworkClassifier suspect = suspect();
                PreparedDefense.Repairer repairer = prepare(suspect, stamped)) {
            return loss(repairer.phases().getFirst());
        }
    }

    private static float loss(TrainingTask task) {
        return compute.gradientThread()
                .submitRun("test", () -> {
                    // Dropout draws alike.
                    compute.seedEngine(1);
                    try (TensorScope _ = new TensorScope()) {
                        return compute.gradientThread()
                                .backward(() -> task.loss(0).total())
                                .toFloatArray()[0];
                    }
                })
                .join();
    }

    private static PreparedDefense.Repairer prepare(NetworkClassifier suspect, double stamped) {
        Unlearning defense = new Unlearning();
        return assertInstanceOf(
                PreparedDefense.Repairer.class,
                defense.prepare(DefenseFixture.setting(
                        compute,
                        suspect,
                        DefenseFixture.images(16, EDGE),
                        defense,
                        Map.of("stamped", stamped, "steps", 2))));
    }

    private static NetworkClassifier suspect() {
        ModelCard card = new ModelCard(
                "small",
                "small-vgg",
                DefenseFixture.LABELS,
                new InputSpec(EDGE, EDGE, new float[3], new float[] {1, 1, 1}, InputSpec.Resize.STRETCH_BICUBIC),
                "");
        return NetworkClassifier.create(compute, card, 4, 3);
    }
}
