package org.triggerworkbench.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.text.InputException;

class PromptedClassifierTest {
    private static final InputSpec INPUT =
            new InputSpec(2, 1, new float[3], new float[] {0.5f, 0.5f, 0.5f}, InputSpec.Resize.STRETCH_BICUBIC);
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** Its six logits are the six values of a 3 x 1 x 2 image. */
    private record Values() implements Classifier {
        @Override
        public ModelCard card() {
            return new ModelCard("values", "test", List.of("0", "1", "2", "3", "4", "5"), INPUT, "");
        }

        @Override
        public int classes() {
            return 6;
        }

        @Override
        public NDArray logits(NDArray images) {
            return images.reshape(images.getShape().get(0), 6);
        }

        @Override
        public List<String> layers() {
            return List.of("input");
        }

        @Override
        public Activations activations(NDArray images, Set<String> layers) {
            return new Activations(logits(images), Map.of("input", images));
        }

        @Override
        public Parameters parameters() {
            return new Parameters(Map.of());
        }

        @Override
        public void close() {
            throw new AssertionError("a source that is not owned was closed");
        }
    }

    @Test
    void logits_areThoseOfThePromptedImageMapped() {
        PromptLayout layout = PromptLayout.of(new PromptShape.Patch(0, 0, 1, 1), PromptLayout.Mode.ADD, INPUT);
        HostTensor two = HostTensor.of(new float[] {2, 2, 2, 2, 2, 2}, 3, 1, 2);
        OutputMapping mapping = new OutputMapping.Table(new int[] {4, 1});
        try (VisualPrompt prompt = VisualPrompt.from(compute, layout, two);
                PromptedClassifier classifier =
                        new PromptedClassifier(new Values(), prompt, mapping, List.of("cat", "dog"));
                TensorScope _ = new TensorScope()) {
            NDArray image = compute.tensor(new float[] {0, .125f, .25f, .375f, .5f, .625f}, 1, 3, 1, 2);
            assertArrayEquals(
                    new float[] {1.5f, 0.125f}, classifier.logits(image).toFloatArray());
            Activations seen = classifier.activations(image, Set.of("input"));
            assertArrayEquals(new float[] {1.5f, 0.125f}, seen.output().toFloatArray());
            NDArray input = seen.layers().get("input");
            assertEquals(1, input == null ? 0 : input.getFloat(0, 0, 0, 0));
            assertEquals(List.of("cat", "dog"), classifier.card().labels());
            assertEquals(2, classifier.classes());
        }
    }

    @Test
    void newPromptedClassifier_refusesWhatDoesNotFitTogether() {
        OutputMapping first = new OutputMapping.FirstK(2);
        List<String> names = List.of("cat", "dog");
        assertThrows(
                InputException.class, () -> new PromptedClassifier(new Values(), null, first, List.of("cat")).close());
        assertThrows(
                InputException.class,
                () -> new PromptedClassifier(new Values(), null, new OutputMapping.FirstK(7), names).close());
        PromptLayout large =
                new PromptLayout(new PromptShape.Frame(1), PromptLayout.Mode.ADD, 4, 4, INPUT.mean(), INPUT.std());
        try (VisualPrompt prompt = VisualPrompt.zeros(compute, large)) {
            assertThrows(
                    InputException.class, () -> new PromptedClassifier(new Values(), prompt, first, names).close());
        }
    }
}
