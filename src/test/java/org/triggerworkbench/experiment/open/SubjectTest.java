package org.triggerworkbench.experiment.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.prompt.LearnedContext;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptTunedClassifier;
import org.triggerworkbench.prompt.TextPrompt;
import org.triggerworkbench.prompt.TextTemplate;
import org.triggerworkbench.text.InputException;

class SubjectTest {
    private static final Sample SOME = new Sample(Sample.Split.TEST, 48, Sample.SEED);

    @TempDir
    private static Path folder;

    private static Compute compute;
    private static Sources sources;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        sources = new Sources(compute);
    }

    @AfterAll
    static void close() {
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    private static SubjectRequest signs() {
        return SubjectRequest.of("road-signs-clip", null, "road-signs", SOME, "stop");
    }

    /** A network without a text tower. */
    private static SubjectRequest plain() {
        return new SubjectRequest(
                new SubjectRequest.Model(Experiment.Model.NEW, "cifar-resnet20", 16, 1),
                new SubjectRequest.Images.Shown("road-signs", SOME, BrokenPictures.REFUSE),
                "stop",
                null,
                null,
                null);
    }

    private static AttackMetrics measured(SubjectRequest request) {
        try (Subject subject = Subject.open(compute, sources, request)) {
            return subject.measure(16);
        }
    }

    private static Path text(List<String> templates, Map<String, List<String>> words) {
        Path file = folder.resolve("words-" + Math.abs(templates.hashCode() ^ words.hashCode()) + ".json");
        PromptFiles.write(
                file, new TextPrompt(templates.stream().map(TextTemplate::new).toList(), words));
        return file;
    }

    private static Path context(String name, HostTensor vectors) {
        Path file = folder.resolve(name + ".safetensors");
        try (LearnedContext context = LearnedContext.from(compute, vectors)) {
            PromptFiles.write(file, context);
        }
        return file;
    }

    @Test
    void textPrompt_ofTheUsualTemplate_isTheUsualAnswer() {
        AttackMetrics usual = measured(signs());
        try (Subject subject = Subject.open(compute, sources, signs())) {
            Path file = text(List.of(Sources.template(subject.data())), Map.of());
            AttackMetrics read = measured(signs().withPrompt(file));
            assertEquals(usual.cleanAccuracy(), read.cleanAccuracy());
            assertEquals(usual.cleanTargetRate(), read.cleanTargetRate());
        }
    }

    @Test
    void textPrompt_withWordsOfOtherClasses_answersThose() {
        Path swapped =
                text(List.of(Sources.PLAIN_TEMPLATE), Map.of("stop", List.of("yield"), "yield", List.of("stop")));
        AttackMetrics metrics = measured(signs().withPrompt(swapped));
        assertTrue(metrics.cleanAccuracy().hits() <= 48 - 4, metrics.cleanAccuracy() + " with two classes swapped");
    }

    @Test
    void textPrompt_ofSeveralSentences_isAnEnsemble() {
        Path one = text(List.of(Sources.PLAIN_TEMPLATE), Map.of());
        Path ensemble = text(
                List.of(Sources.PLAIN_TEMPLATE, "a blurry photo of a {} at night"),
                Map.of("stop", List.of("stop", "halt")));
        try (Subject single = Subject.open(compute, sources, signs().withPrompt(one));
                Subject several = Subject.open(compute, sources, signs().withPrompt(ensemble))) {
            assertNotEquals(embeddings(single), embeddings(several));
            assertEquals(16, several.classes().size());
        }
    }

    private static HostTensor embeddings(Subject subject) {
        return Compute.toHost(((ZeroShotClassifier) subject.classifier()).classEmbeddings());
    }

    @Test
    void learnedContext_isPutBeforeTheClassNames() {
        HostTensor vectors;
        try (Subject subject = Subject.open(compute, sources, signs());
                LearnedContext context = LearnedContext.fromWords(
                        compute, ((ZeroShotClassifier) subject.model()).source(), "a photo of a")) {
            vectors = context.toHost();
        }
        SubjectRequest request = signs().withPrompt(context("context", vectors));
        try (Subject subject = Subject.open(compute, sources, request)) {
            assertInstanceOf(PromptTunedClassifier.class, subject.classifier());
        }
        AttackMetrics metrics = measured(request);
        assertTrue(
                metrics.cleanAccuracy().value() > 0.5, metrics.cleanAccuracy().toString());
    }

    @Test
    void open_thatFails_saysWhyAndLeavesNoTensor() throws IOException {
        Path words = text(List.of(Sources.PLAIN_TEMPLATE), Map.of());
        Path wide = context("wide", HostTensor.of(new float[10], 2, 5));
        Path large = folder.resolve("large.npy");
        Npy.write(large, HostTensor.of(new float[3 * 32 * 32], 3, 32, 32));
        Path json = Files.writeString(folder.resolve("other.json"), "{\"kind\": \"something\"}");
        Path absent = folder.resolve("absent.safetensors");
        Stream.of(
                        Map.entry(plain().withPrompt(words), "no text tower"),
                        Map.entry(plain().withPrompt(wide), "no text tower"),
                        Map.entry(plain().withPrompt(large), "32 x 32"),
                        Map.entry(plain().withPrompt(absent), "absent"),
                        Map.entry(signs().withPrompt(wide), "width 5"),
                        Map.entry(signs().withPrompt(json), "other.json"),
                        Map.entry(
                                signs().withPrompt(text(List.of("{}"), Map.of("unicorn", List.of("horse")))),
                                "unicorn"),
                        Map.entry(signs().withTrigger(absent, null), "absent"))
                .forEach(wrong -> {
                    int before = compute.liveTensors();
                    String sentence = assertThrows(
                                    InputException.class, () -> Subject.open(compute, sources, wrong.getKey()))
                            .sentence();
                    assertTrue(sentence.contains(wrong.getValue()), sentence);
                    assertEquals(before, compute.liveTensors(), sentence);
                });
    }

    /** What a defender is given is disjoint from what the attack trained on and from what is measured. */
    @Test
    void unused_leavesRoomForADefender() {
        SubjectRequest request = new SubjectRequest(
                signs().model(),
                new SubjectRequest.Images.Parts("road-signs", 0, 50, 100, 3, BrokenPictures.REFUSE),
                "stop",
                null,
                SubjectRequest.AUTO,
                null);
        try (Subject subject = Subject.open(compute, sources, request)) {
            Dataset attack =
                    Sources.data(new SubjectRequest.Images.Parts("road-signs", 400, 50, 100, 3, BrokenPictures.REFUSE));
            PreparedImages budget = subject.prepare(Subject.unused(subject.data(), List.of(attack.train()), 32, 3));
            List<String> theirs = ids(attack.train());
            assertEquals(400, theirs.size());
            assertTrue(ids(budget.images()).stream().noneMatch(theirs::contains));
            assertEquals(100, subject.images().size());
            assertEquals(32, budget.size());
            for (int label = 0; label < 16; label++) {
                int own = label;
                assertEquals(
                        2,
                        IntStream.range(0, 32)
                                .filter(i -> budget.label(i) == own)
                                .count());
            }
            String sentence = assertThrows(
                            InputException.class,
                            () -> Subject.unused(subject.data(), List.of(attack.train()), 100_000, 3))
                    .sentence();
            assertTrue(sentence.contains("19600"), sentence);
        }
    }

    private static List<String> ids(ImageSet images) {
        return IntStream.range(0, images.size()).mapToObj(images::id).toList();
    }
}
