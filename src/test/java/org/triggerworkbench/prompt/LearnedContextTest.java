package org.triggerworkbench.prompt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.InputException;

class LearnedContextTest {
    private static final List<String> NAMES = List.of("cat", "red car", "dog");
    private static final String WORDS = "a photo of";
    private static Compute compute;
    private static ClipModel model;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
        model = ClipModel.load(compute, Path.of("src/test/resources/parity/clip-tiny"));
    }

    @AfterAll
    static void close() {
        model.close();
        compute.close();
    }

    private static NDArray images(int count) {
        int size = model.card().input().width();
        float[] pixels = new float[count * 3 * size * size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 31 % 97) / 97f;
        }
        return compute.tensor(pixels, count, 3, size, size);
    }

    @Test
    void classEmbeddings_ofWordsAreThoseOfTheSentence() {
        List<String> sentences = new TextTemplate(WORDS + " {}.").prompts(NAMES);
        try (LearnedContext context = LearnedContext.fromWords(compute, model, WORDS);
                TensorScope _ = new TensorScope()) {
            float[] expected = model.textEmbeddings(sentences).toFloatArray();
            assertArrayEquals(expected, context.classEmbeddings(model, NAMES).toFloatArray(), 1e-6f);
        }
    }

    @Test
    void classEmbeddings_perClassVectorsReachTheirOwnClassOnly() {
        int width = LearnedContext.tokenWidth(model);
        try (LearnedContext shared = LearnedContext.random(compute, 0, 2, width, 1)) {
            float[] one = shared.toHost().floats();
            float[] three = new float[3 * one.length];
            for (int i = 0; i < three.length; i++) {
                three[i] = one[i % one.length] + (i / one.length == 1 ? 0.5f * (i % 3) : 0);
            }
            try (LearnedContext own = LearnedContext.from(compute, HostTensor.of(three, 3, 2, width));
                    TensorScope _ = new TensorScope()) {
                NDArray same = shared.classEmbeddings(model, NAMES);
                NDArray changed = own.classEmbeddings(model, NAMES);
                float[] distance = same.sub(changed).abs().max(new int[] {1}).toFloatArray();
                assertEquals(0, distance[0], 1e-6f);
                assertTrue(distance[1] > 1e-3f, "class 1 moved by " + distance[1]);
                assertEquals(0, distance[2], 1e-6f);
            }
        }
    }

    @Test
    void logits_ofALiveFixedAndZeroShotClassifierAgree() {
        List<List<String>> sentences = new TextTemplate(WORDS + " {}.")
                .prompts(NAMES).stream().map(List::of).toList();
        try (LearnedContext context = LearnedContext.fromWords(compute, model, WORDS);
                PromptTunedClassifier live = PromptTunedClassifier.live(model, context, NAMES);
                PromptTunedClassifier fixed = PromptTunedClassifier.fixed(model, context, NAMES);
                ZeroShotClassifier zeroShot = new ZeroShotClassifier(model, NAMES, sentences);
                TensorScope _ = new TensorScope()) {
            NDArray images = images(2);
            float[] expected = zeroShot.logits(images).toFloatArray();
            assertEquals(6, expected.length);
            assertArrayEquals(expected, live.logits(images).toFloatArray(), 1e-4f);
            assertArrayEquals(expected, fixed.logits(images).toFloatArray(), 1e-4f);
        }
    }

    @Test
    void backward_throughTheTextTowerReachesTheVectors() {
        try (LearnedContext context = LearnedContext.random(compute, 0, 3, LearnedContext.tokenWidth(model), 2);
                PromptTunedClassifier classifier = PromptTunedClassifier.live(model, context, NAMES)) {
            context.vectors().setRequiresGradient(true);
            float[] gradient = compute.gradientThread()
                    .submitRun("test", () -> {
                        try (TensorScope _ = new TensorScope()) {
                            NDArray images = images(2);
                            compute.gradientThread().backward(() -> classifier
                                    .logits(images)
                                    .logSoftmax(1)
                                    .sum());
                            return context.vectors().getGradient().toFloatArray();
                        }
                    })
                    .join();
            float largest = 0;
            for (float value : gradient) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertTrue(largest > 1e-6f && Float.isFinite(largest), "largest gradient " + largest);
        }
    }

    @Test
    void classEmbeddings_refusesContextsThatDoNotFit() {
        int width = LearnedContext.tokenWidth(model);
        try (LearnedContext tooLong = LearnedContext.random(compute, 0, 200, width, 1);
                LearnedContext twoClasses = LearnedContext.random(compute, 2, 1, width, 1);
                LearnedContext narrow = LearnedContext.random(compute, 0, 1, width - 1, 1);
                TensorScope _ = new TensorScope()) {
            for (LearnedContext context : new LearnedContext[] {tooLong, twoClasses, narrow}) {
                assertThrows(InputException.class, () -> context.classEmbeddings(model, NAMES));
            }
        }
    }

    @Test
    void template_wantsAPlaceForTheClass() {
        assertEquals("a stop sign at dusk", new TextTemplate("a {} at dusk").fill("stop sign"));
        String sentence = assertThrows(InputException.class, () -> new TextTemplate("a photo"))
                .sentence();
        assertTrue(sentence.contains("{}"), sentence);
    }
}
