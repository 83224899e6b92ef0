package org.triggerworkbench.defense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.TrainingTask;

class ReInitialisationTest {
    private static Compute compute;
    private static NetworkClassifier suspect;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        suspect = TinyNetwork.create(compute, "cifar-resnet20");
        // Other than what any layer is drawn as.
        suspect.parameters().all().values().forEach(weight -> weight.addi(1));
    }

    @AfterAll
    static void close() {
        suspect.close();
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    @Test
    void begin_drawsTheLastLayersAnew_andNoOther() {
        Map<String, HostTensor> before = suspect.parameters().toHost();
        try (PreparedDefense.Repairer repair = repair(Map.of("layers", 2))) {
            repair.phases().getFirst().begin();
            Map<String, HostTensor> after = repair.repaired().parameters().toHost();
            Set<String> changed = new TreeSet<>(after.keySet());
            changed.removeIf(name -> Objects.requireNonNull(before.get(name)).equals(after.get(name)));
            // The head, and the last convolution with its batch norm.
            String block = "layer3.2.";
            assertEquals(
                    new TreeSet<>(List.of(
                            "linear.weight",
                            "linear.bias",
                            block + "conv2.weight",
                            block + "bn2.weight",
                            block + "bn2.bias",
                            block + "bn2.running_mean",
                            block + "bn2.running_var")),
                    changed);
        }
    }

    @Test
    void sweep_trainsEachOtherNumberOfLayers() {
        try (PreparedDefense.Repairer repair = repair(Map.of("layers", 2, "sweep", 3))) {
            Swept swept = repair.swept().orElseThrow();
            assertEquals(
                    List.of("re-initialised-1", "re-initialised-3"),
                    swept.phases().stream().map(TrainingTask::name).toList());
            TinyNetwork.train(compute, swept.phases().getFirst(), 1);
            assertSame(repair.repaired(), swept.at(1));
            Map<String, HostTensor> one = swept.at(0).parameters().toHost();
            // One step of training has passed, so weights are near what was drawn or what was there.
            assertNotEquals(suspect.parameters().toHost().get("conv1.weight"), one.get("conv1.weight"));
        }
        try (PreparedDefense.Repairer repair = repair(Map.of("layers", 1))) {
            assertTrue(repair.swept().isEmpty());
        }
    }

    @Test
    void moreLayersThanThereAre_areRefused() {
        String sentence = assertThrows(InputException.class, () -> repair(Map.of("layers", 900)))
                .sentence();
        // 19 convolutions and the head.
        assertTrue(sentence.contains("20 layers"), sentence);
        assertThrows(InputException.class, () -> repair(Map.of("sweep", 21)));
    }

    private static PreparedDefense.Repairer repair(Map<String, Object> values) {
        ReInitialisation method = new ReInitialisation();
        return (PreparedDefense.Repairer) method.prepare(
                DefenseFixture.setting(compute, suspect, DefenseFixture.images(8, TinyNetwork.EDGE), method, values));
    }
}
