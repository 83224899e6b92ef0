package org.triggerworkbench.experiment.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.compute.Bfloat16;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.OneDnn;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.experiment.open.SubjectRequest;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

class LiveLoopTest {
    private static Compute compute;
    private static LiveSubject scene;
    private static Responder responder;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
        scene = LiveSubject.open(compute, new Sources(compute), request());
        responder = new Responder(scene);
    }

    @AfterAll
    static void close() {
        int before = compute.liveTensors();
        responder.close();
        assertTrue(before > 0);
        assertEquals(0, compute.liveTensors());
        compute.close();
    }

    private static LiveRequest request() {
        return new LiveRequest("test", "road-signs-clip", null, "road-signs", "stop").withSheet(32, Sample.SEED);
    }

    @Test
    void draft_isNearTheAnswer_andFollowsWeightsAndWords() {
        Assumptions.assumeTrue(
                Bfloat16.isFast() && OneDnn.isUsedForBfloat16(),
                "this processor does not multiply in bfloat16, or not rightly");
        InferenceRequest asked =
                question(1, Trigger.Patch.of(PatchPatterns.checkerboard(8, 2), 1, new Placement.Fixed(3, 5)));
        SheetResult first = draft(asked);
        int before = compute.liveTensors();
        SheetResult near = draft(asked);
        SheetResult exact = responder.answer(asked);
        assertEquals(before, compute.liveTensors(), "a draft leaves no tensors");
        assertNear(exact, near);
        assertNear(exact, first);
        assertFalse(responder.hasDraft(question(2, null)), "nothing to hurry for without a trigger");
        List<SheetProgress> told = new ArrayList<>();
        assertNull(
                responder.draft(asked, soFar -> {
                    told.add(Objects.requireNonNull(soFar));
                    return false;
                }),
                "given up after its first images");
        assertEquals(1, told.size());
        assertTrue(told.getFirst().metrics().attackSuccess().n() <= 16, told::toString);
        assertTrue(told.getFirst().metrics().attackSuccess().n() > 8, told::toString);
        String name = "visual_projection.weight";
        HostTensor own = Compute.toHost(scene.model().parameters().get(name));
        float[] turned = own.floats();
        for (int i = 0; i < turned.length; i += 2) {
            turned[i] = -turned[i];
        }
        ModelState weights = new ModelState(Map.of(name, HostTensor.of(turned, own.shape())), 9);
        InferenceRequest trained = new InferenceRequest(3, asked.trigger(), null, weights, null, 0, 3, Spaces.JOINT);
        SheetResult moved = draft(trained);
        assertNear(responder.answer(trained), moved);
        assertFalse(farthest(seen(exact), seen(moved)) < 0.1, "the weights that were put in count");
        assertNear(exact, draft(asked));
    }

    private static SheetResult draft(InferenceRequest question) {
        assertTrue(responder.hasDraft(question));
        return Objects.requireNonNull(responder.draft(question, _ -> true));
    }

    private static void assertNear(SheetResult exact, SheetResult near) {
        assertEquals(exact.question(), near.question());
        assertTrue(
                farthest(seen(exact), seen(near)) < 0.1,
                () -> "probabilities differ by " + farthest(seen(exact), seen(near)));
        assertEquals(
                exact.metrics().attackSuccess().n(),
                near.metrics().attackSuccess().n());
        float[][] features = Objects.requireNonNull(exact.triggered()).features();
        assertTrue(farthest(features, Objects.requireNonNull(near.triggered()).features()) < 0.02);
    }

    private static float[][] seen(SheetResult answer) {
        return Objects.requireNonNull(answer.triggered()).probabilities();
    }

    private static double farthest(float[][] one, float[][] other) {
        assertEquals(one.length, other.length);
        double farthest = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < one[i].length; j++) {
                farthest = Math.max(farthest, Math.abs(one[i][j] - other[i][j]));
            }
        }
        return farthest;
    }

    /** The images of this data lie class by class; its first 86 are of three classes. */
    @Test
    void sheet_showsEveryClass() {
        LiveRequest gtsrb = new LiveRequest(
                        "g",
                        "road-signs-clip",
                        null,
                        SharedData.require("gtsrb").toString(),
                        "0")
                .withSheet(86, Sample.SEED);
        for (long seed = 0; seed < 2; seed++) {
            int before = compute.liveTensors();
            try (LiveSubject sheet = LiveSubject.open(compute, new Sources(compute), gtsrb.withSheet(86, seed))) {
                int[] labels = sheet.facts().labels();
                assertEquals(43, IntStream.of(labels).distinct().count());
                assertEquals(86, labels.length);
                assertEquals(2294, sheet.facts().available());
            }
            assertEquals(before, compute.liveTensors());
        }
    }

    private static Trigger patch(int x) {
        return Trigger.Patch.of(PatchPatterns.checkerboard(8, 2), 1, new Placement.Fixed(x, 56));
    }

    private static InferenceRequest question(long stamp, @Nullable Trigger trigger) {
        return new InferenceRequest(stamp, trigger, null, null, null, 0, 3, Spaces.JOINT);
    }

    @Test
    void answer_countsAsEvaluateDoes(@TempDir Path folder) {
        Path file = folder.resolve("trigger.safetensors");
        TriggerFiles.write(file, patch(56), 64, 64);
        AttackMetrics expected;
        SubjectRequest request = SubjectRequest.of(
                        "road-signs-clip", null, "road-signs", new Sample(Sample.Split.TEST, 32, Sample.SEED), "stop")
                .withTrigger(file, null);
        try (Subject subject = Subject.open(compute, new Sources(compute), request)) {
            expected = subject.measure(100);
        }
        AttackMetrics live = responder.answer(question(1, patch(56))).metrics();
        assertEquals(expected.attackSuccess(), live.attackSuccess());
        assertEquals(expected.cleanAccuracy(), live.cleanAccuracy());
        assertEquals(expected.cleanTargetRate(), live.cleanTargetRate());
        assertArrayEquals(expected.triggeredPredictions(), live.triggeredPredictions());
    }

    /** Others are served between two parts, and the answer is the same to the last digit. */
    @Test
    void sheetInParts_letsOthersInBetween_andAnswersAlike() {
        SheetResult expected = responder.answer(question(1, patch(56)));
        List<SheetProgress> told = new ArrayList<>();
        int before = compute.liveTensors();
        try (LiveLoop loop = new LiveLoop(
                compute.inferenceThread(), new Responder(LiveSubject.open(compute, new Sources(compute), request())))) {
            var inParts = SheetInParts.answer(loop, question(1, patch(56)), told::add);
            var other = loop.submit(_ -> inParts.isDone());
            assertFalse(other.join(), "asked after the sheet, answered before it");
            SheetResult whole = inParts.join();
            assertArrayEquals(
                    expected.metrics().triggeredPredictions(), whole.metrics().triggeredPredictions());
            assertEquals(expected.metrics().cleanAccuracy(), whole.metrics().cleanAccuracy());
            for (int i = 0; i < 32; i++) {
                assertArrayEquals(expected.clean().features()[i], whole.clean().features()[i]);
                assertArrayEquals(
                        Objects.requireNonNull(expected.triggered()).probabilities()[i],
                        Objects.requireNonNull(whole.triggered()).probabilities()[i]);
            }
            assertFalse(told.isEmpty());
            assertTrue(told.getFirst().metrics().attackSuccess().n() < 32);
            // The clean half is known now.
            assertNotNull(SheetInParts.answer(loop, question(2, patch(20)), _ -> {})
                    .join()
                    .triggered());
            assertNull(
                    SheetInParts.answer(loop, question(3, null), _ -> {}).join().triggered());
        }
        compute.inferenceThread().submit(() -> true).join();
        assertEquals(before, compute.liveTensors());
    }

    @Test
    void answer_showsWhatTheModelSees() {
        SheetResult answer = responder.answer(question(1, patch(56)));
        int corner = 63 * 64 + 63;
        int[] clean = answer.clean().pixels()[5];
        assertArrayEquals(scene.facts().pixels()[5], clean);
        ImageResults triggered = answer.triggered();
        assertNotNull(triggered);
        int seen = triggered.pixels()[5][corner];
        assertTrue(seen == 0xffffffff || seen == 0xff000000, Integer.toHexString(seen));
        assertEquals(clean[0], triggered.pixels()[5][0]);
        assertEquals(32, answer.clean().features().length);
        assertEquals(16, answer.anchors().length);
        assertEquals(answer.anchors()[0].length, triggered.features()[0].length);
    }

    @Test
    void glance_agreesWithTheSheet() {
        InferenceRequest question = question(1, patch(20));
        PrimaryResult glance = responder.glance(question);
        SheetResult answer = responder.answer(question);
        assertEquals(answer.clean().predictions()[3], glance.clean().predictions()[0]);
        assertArrayEquals(answer.clean().probabilities()[3], glance.clean().probabilities()[0], 1e-4f);
    }

    @Test
    void answer_followsPromptAndWeightsAndComesBack() {
        SheetResult plain = responder.answer(question(1, null));
        PromptLayout layout = PromptLayout.of(
                new PromptShape.Frame(8), PromptLayout.Mode.ADD, scene.facts().input());
        float[] loud = new float[3 * 64 * 64];
        Arrays.fill(loud, 4);
        PromptState prompt = new PromptState(layout, HostTensor.of(loud, 3, 64, 64), null, 7);
        SheetResult prompted = responder.answer(new InferenceRequest(2, null, prompt, null, null, 0, 3, Spaces.JOINT));
        assertFalse(
                Arrays.equals(plain.clean().probabilities()[3], prompted.clean().probabilities()[3]));
        String name = scene.model().parameters().all().keySet().stream()
                .filter(weight -> weight.contains("visual_projection"))
                .findFirst()
                .orElseThrow();
        HostTensor own = Compute.toHost(scene.model().parameters().get(name));
        float[] turned = own.floats();
        for (int i = 0; i < turned.length; i += 2) {
            turned[i] = -turned[i];
        }
        ModelState weights = new ModelState(Map.of(name, HostTensor.of(turned, own.shape())), 9);
        SheetResult other = responder.answer(new InferenceRequest(3, null, null, weights, null, 0, 3, Spaces.JOINT));
        assertFalse(
                Arrays.equals(plain.clean().probabilities()[3], other.clean().probabilities()[3]));
        SheetResult back = responder.answer(question(4, null));
        assertArrayEquals(plain.clean().probabilities()[3], back.clean().probabilities()[3]);
    }

    @Test
    void answer_tellsItsRatesSoFar_andCanBeGivenUp() {
        InferenceRequest question = question(1, patch(30));
        List<SheetProgress> told = new ArrayList<>();
        SheetResult whole = responder.answer(question, soFar -> {
            if (soFar != null) {
                told.add(soFar);
            }
            return true;
        });
        assertNotNull(whole);
        // 32 images in parts of 8, 8 and 16: two before the last.
        assertEquals(
                List.of(8L, 16L),
                told.stream().map(each -> each.metrics().cleanAccuracy().n()).toList());
        for (SheetProgress soFar : told) {
            int[] seen = soFar.metrics().triggeredPredictions();
            assertArrayEquals(Arrays.copyOf(whole.metrics().triggeredPredictions(), seen.length), seen);
        }
        assertNull(responder.answer(question, soFar -> soFar == null));
        assertEquals(
                whole.metrics().attackSuccess(),
                responder.answer(question).metrics().attackSuccess());
    }

    @Test
    void testMeasurement_countsTheTestImagesInOrder() {
        TestMeasurement all = new TestMeasurement(question(1, patch(56)));
        double share = 0;
        for (int part = 0; part < 3; part++) {
            share = all.next(responder);
        }
        assertEquals(96.0 / scene.facts().available(), share, 1e-9);
        PreparedImages images = scene.test();
        int[] ids = IntStream.range(0, 96).toArray();
        int[] labels = IntStream.of(ids).map(images::label).toArray();
        AttackMetrics expected = AttackMetrics.count(
                scene.facts().classes().size(),
                new Target.AllToOne(0),
                labels,
                responder.predictions(question(1, null), images, ids, null),
                responder.predictions(question(1, null), images, ids, patch(56)));
        AttackMetrics found = all.metrics(scene.facts());
        assertEquals(expected.attackSuccess(), found.attackSuccess());
        assertEquals(expected.cleanAccuracy(), found.cleanAccuracy());
        assertTrue(found.cleanAccuracy().value() > 0.95);
    }

    @Test
    void loop_endsWithTheAnswerToTheLastQuestion() {
        LiveLoop loop = new LiveLoop(
                compute.inferenceThread(), new Responder(LiveSubject.open(compute, new Sources(compute), request())));
        for (int x = 0; x <= 40; x++) {
            loop.ask(question(x, patch(x)));
        }
        SheetResult last = null;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while ((last == null || last.question().stamp() < 40) && System.nanoTime() < deadline) {
            SheetResult taken = loop.takeAnswer();
            last = taken == null ? last : taken;
            LockSupport.parkNanos(1_000_000);
        }
        assertNotNull(last);
        assertEquals(40, last.question().stamp());
        assertTrue(loop.superseded() > 0, "no question was superseded");
        SheetResult alone = responder.answer(question(40, patch(40)));
        assertEquals(alone.metrics().attackSuccess(), last.metrics().attackSuccess());
        assertArrayEquals(alone.clean().probabilities()[3], last.clean().probabilities()[3]);
        loop.close();
        compute.inferenceThread().submit(() -> true).join();
    }

    @Test
    void loop_tellsAnErrorAndAnswersTheNextQuestion() {
        LiveLoop loop = new LiveLoop(
                compute.inferenceThread(), new Responder(LiveSubject.open(compute, new Sources(compute), request())));
        StackOverflowError planted = new StackOverflowError();
        Map<String, HostTensor> broken = new AbstractMap<>() {
            @Override
            public Set<Entry<String, HostTensor>> entrySet() {
                throw planted;
            }
        };
        loop.ask(new InferenceRequest(1, null, null, new ModelState(broken, 1), null, 0, 3, Spaces.JOINT));
        assertSame(planted, await(loop::takeFault));
        loop.ask(question(2, null));
        SheetResult answer = await(loop::takeAnswer);
        assertNotNull(answer);
        assertEquals(2, answer.question().stamp());
        loop.close();
        compute.inferenceThread().submit(() -> true).join();
    }

    private static <T> @Nullable T await(Supplier<@Nullable T> slot) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        T found = slot.get();
        while (found == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
            found = slot.get();
        }
        return found;
    }
}
