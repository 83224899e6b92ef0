package org.triggerworkbench.defense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.prompt.OutputMapping;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.training.CheckpointStore;
import org.triggerworkbench.training.Losses;
import org.triggerworkbench.training.MetricStream;
import org.triggerworkbench.training.Phase;
import org.triggerworkbench.training.RunControl;
import org.triggerworkbench.training.Trainer;
import org.triggerworkbench.training.TrainingPhase;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;

class PromptDetectorTest {
    private static final int EDGE = 8;
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
    void eachShadow_hasTheLossItWouldHaveAlone() {
        for (PromptLayout.Mode mode : PromptLayout.Mode.values()) {
            compute.gradientThread()
                    .submitRun("test", () -> {
                        checkGradient(mode);
                        return true;
                    })
                    .join();
        }
    }

    /** The gradient of a clean shadow is that of its own prompt in front of the model. */
    private static void checkGradient(PromptLayout.Mode mode) {
        PreparedImages clean = DefenseFixture.images(4, EDGE);
        PromptDetector detector = new PromptDetector();
        try (CornerBackdoor source = new CornerBackdoor(compute, EDGE);
                VisualPrompt prompt = VisualPrompt.normal(compute, layout(mode), 0.5, 1);
                PreparedDefense prepared = detector.prepare(DefenseFixture.setting(
                        compute,
                        new PromptedClassifier(source, prompt, new OutputMapping.Identity(), DefenseFixture.LABELS),
                        clean,
                        detector,
                        Map.of("shadows", 8, "images", 4)));
                TensorScope _ = new TensorScope()) {
            TrainingTask task = prepared.phases().getFirst();
            NDArray all = task.trainable().values().iterator().next();
            compute.gradientThread().backward(() -> task.loss(0).total());
            float[] gradient = all.getGradient().toFloatArray();
            int n = 3 * EDGE * EDGE;
            float[] first = Arrays.copyOf(all.toFloatArray(), n);
            try (VisualPrompt alone = VisualPrompt.from(compute, layout(mode), HostTensor.of(first, 3, EDGE, EDGE))) {
                alone.values().setRequiresGradient(true);
                int[] ids = {0, 1, 2, 3};
                NDArray images = compute.images(clean.batch(ids), 4, EDGE, EDGE);
                compute.gradientThread().backward(() -> Losses.crossEntropies(
                                new PromptedClassifier(
                                                source, alone, new OutputMapping.Identity(), DefenseFixture.LABELS)
                                        .logits(images),
                                Losses.oneHot(compute, ids, 4))
                        .mean());
                float[] own = alone.values().getGradient().toFloatArray();
                for (int i = 0; i < n; i++) {
                    assertEquals(own[i], gradient[i], 1e-4 + 1e-3 * Math.abs(own[i]), "value " + i);
                }
            }
        }
    }

    @Test
    void detector_answersForAPromptWithItsOwnMeasure() {
        PromptDetector detector = new PromptDetector();
        Detection told = compute.gradientThread()
                .submitRun("test", () -> {
                    try (CornerBackdoor source = new CornerBackdoor(compute, EDGE);
                            VisualPrompt prompt = VisualPrompt.normal(compute, layout(PromptLayout.Mode.ADD), 0.5, 1)) {
                        return detect(detector, source, prompt);
                    }
                })
                .join();
        assertEquals(Detection.Scale.WHOLE_ABOVE, told.scale());
        assertTrue(told.worst() >= 0 && told.worst() <= 1);
        Figure.Roc roc = assertInstanceOf(Figure.Roc.class, told.figures().getFirst());
        assertTrue(roc.area() >= 0 && roc.area() <= 1);
        Figure.TwoGroups groups =
                assertInstanceOf(Figure.TwoGroups.class, told.figures().get(1));
        assertEquals(2, groups.clean().length);
        assertEquals(2, groups.triggered().length);
    }

    private static Detection detect(PromptDetector detector, CornerBackdoor source, VisualPrompt prompt) {
        try (PreparedDefense.Detector prepared = (PreparedDefense.Detector) detector.prepare(DefenseFixture.setting(
                        compute,
                        new PromptedClassifier(source, prompt, new OutputMapping.Identity(), DefenseFixture.LABELS),
                        DefenseFixture.images(16, EDGE),
                        detector,
                        Map.of("shadows", 8, "steps", 6, "images", 4)));
                MetricStream metrics = new MetricStream(List.of())) {
            TrainingTask task = prepared.phases().getFirst();
            try (Optimizer optimizer = task.optimizer(() -> Adam.adam(compute, 0))) {
                assertTrue(new Trainer(compute, new RunControl(), metrics, CheckpointStore.NONE, null)
                        .run(new TrainingPhase(
                                Phase.only(task.name(), Phase.Part.METHOD),
                                task,
                                optimizer,
                                task.settings(new TrainingSettings(1, 1, Schedule.CONSTANT, 0, 10, 5)))));
            }
            return prepared.detect(() -> false);
        }
    }

    @Test
    void aModelWithoutPrompt_isRefusedInASentence() {
        PromptDetector detector = new PromptDetector();
        try (CornerBackdoor source = new CornerBackdoor(compute, EDGE)) {
            DefenseSetting bare =
                    DefenseFixture.setting(compute, source, DefenseFixture.images(4, EDGE), detector, Map.of());
            assertTrue(assertThrows(InputException.class, () -> detector.prepare(bare))
                    .sentence()
                    .contains("visual prompt"));
        }
    }

    @Test
    void card_tellsEveryParameter() {
        PromptDetector detector = new PromptDetector();
        detector.parameters()
                .forEach(parameter ->
                        assertTrue(!Card.of(detector).sentence(parameter.key()).isBlank()));
    }

    private static PromptLayout layout(PromptLayout.Mode mode) {
        return new PromptLayout(
                new PromptShape.Frame(2), mode, EDGE, EDGE, new float[] {0.5f, 0.4f, 0.3f}, new float[] {
                    0.2f, 0.2f, 0.3f
                });
    }
}
