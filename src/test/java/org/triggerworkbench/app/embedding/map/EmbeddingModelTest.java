package org.triggerworkbench.app.embedding.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.embedding.FakeScene;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.projection.Neighbours;
import org.triggerworkbench.projection.Pca;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

/** The standing map, without a toolkit: made-up answers, a clock by hand. */
class EmbeddingModelTest {
    private static final int N = 48;

    private final AtomicLong clock = new AtomicLong(TimeUnit.SECONDS.toNanos(10));
    private final FakeScene fake = new FakeScene(FakeScene.signs(), N);
    private final EmbeddingModel model = new EmbeddingModel(fake.workbench, fake.answer, clock::get, 1);

    @AfterEach
    void close() {
        model.close();
    }

    private MapFrame await(String what, Predicate<MapFrame> holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            model.tick();
            MapFrame frame = model.frame().get();
            if (frame != null && holds.test(frame)) {
                return frame;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError(
                "waited in vain for: " + what + " " + model.fault().get());
    }

    private MapFrame show(SheetResult answer) {
        fake.answer.set(answer);
        return await("the answer", frame -> frame.answer().equals(answer));
    }

    private static float[] clean(float[] values) {
        return Arrays.copyOf(values, N);
    }

    private static PromptState prompt() {
        return new PromptState(
                new PromptLayout(
                        new PromptShape.Frame(1), PromptLayout.Mode.PASTE, 8, 8, new float[3], new float[] {1, 1, 1}),
                HostTensor.of(new float[192], 3, 8, 8),
                null,
                1);
    }

    @Test
    void trigger_movesTriggeredPointsOnly() {
        MapFrame before = show(fake.answer(0.1, null, 0, true));
        MapFrame after = show(fake.answer(0.9, null, 0, true));
        assertEquals(before.fit(), after.fit());
        assertArrayEquals(clean(before.xs()), clean(after.xs()));
        assertArrayEquals(clean(before.ys()), clean(after.ys()));
        assertArrayEquals(before.wordXs(), after.wordXs());
        assertNotEquals(before.xs()[N + 1], after.xs()[N + 1]);
        assertFalse(after.approximate());
    }

    @Test
    void pca_placesTriggeredPointsExactly() {
        SheetResult answer = fake.answer(0.4, null, 0, false);
        MapFrame frame = show(answer);
        float[][] triggered = Objects.requireNonNull(answer.triggered()).features();
        Pca pca = Pca.fit(answer.clean().features(), 2);
        for (int i = 0; i < N; i++) {
            float[] place = pca.project(triggered[i]);
            assertEquals(place[0], frame.xs()[N + i], 1e-6);
            assertEquals(place[1], frame.ys()[N + i], 1e-6);
        }
        assertEquals(0, frame.wordXs().length);
    }

    @Test
    void jointSpace_centresWordsAndImagesEachByTheirMean() {
        SheetResult answer = fake.answer(0, null, 0, true);
        for (float[] word : answer.anchors()) {
            word[0] += 50;
        }
        MapFrame far = show(answer);
        // Moved words alone: the gap is not shown, so they stay among the images.
        double reach = 0;
        for (int i = 0; i < N; i++) {
            reach = Math.max(reach, Math.hypot(far.xs()[i], far.ys()[i]));
        }
        for (int k = 0; k < far.wordXs().length; k++) {
            assertTrue(Math.hypot(far.wordXs()[k], far.wordYs()[k]) < 2 * reach);
        }
        // Without a trigger's pull triggered images lie on the clean ones.
        assertArrayEquals(clean(far.xs()), Arrays.copyOfRange(far.xs(), N, 2 * N), 1e-5f);
    }

    @Test
    void changingWeights_refitTwiceASecondAndDoNotFlip() {
        MapFrame first = show(fake.answer(0.5, prompt(), 0, false));
        MapFrame soon = show(fake.answer(0.5, prompt(), 0.05, false));
        assertTrue(soon.stale());
        assertEquals(first.fit(), soon.fit());
        clock.addAndGet(MapWorker.REFIT_NANOS);
        MapFrame later = await("a fit", frame -> !frame.stale());
        assertEquals(first.fit() + 1, later.fit());
        double along = 0;
        double size = 0;
        for (int i = 0; i < N; i++) {
            along += first.xs()[i] * later.xs()[i] + first.ys()[i] * later.ys()[i];
            size += first.xs()[i] * first.xs()[i] + first.ys()[i] * first.ys()[i];
        }
        assertTrue(along > 0.9 * size, along + " of " + size);
    }

    @Test
    void steps_areSeededAndStandWhileTheTriggerMoves() {
        model.method().set(MapMethod.UMAP);
        model.seed().set(7);
        MapFrame begun = show(fake.answer(0.1, null, 0, false));
        assertTrue(begun.approximate());
        MapFrame done = await("the end", frame -> frame.iterations() > 0 && !frame.running());
        assertEquals(done.iterations(), done.iteration());
        MapFrame moved = show(fake.answer(0.9, null, 0, false));
        assertArrayEquals(clean(done.xs()), clean(moved.xs()));
        assertNotEquals(done.xs()[N + 1], moved.xs()[N + 1]);
        model.restart();
        MapFrame again = await("another fit", frame -> frame.fit() > done.fit() && !frame.running());
        assertArrayEquals(clean(done.xs()), clean(again.xs()));
        model.seed().set(8);
        MapFrame other = await("a third fit", frame -> frame.fit() > again.fit() && !frame.running());
        assertFalse(Arrays.equals(clean(done.xs()), clean(other.xs())));
    }

    @Test
    void cancel_keepsTheMapReached() {
        model.method().set(MapMethod.TSNE);
        show(fake.answer(0.5, null, 0, false));
        model.cancel();
        MapFrame stopped = await("the stop", frame -> !frame.running());
        assertTrue(stopped.iteration() < stopped.iterations());
        MapFrame next = show(fake.answer(0.8, null, 0, false));
        assertEquals(stopped.iteration(), next.iteration());
        assertFalse(next.running());
    }

    @Test
    void steps_waitForCalmWeights() {
        model.method().set(MapMethod.TSNE);
        MapFrame first = show(fake.answer(0.5, prompt(), 0, false));
        MapFrame drifted = show(fake.answer(0.5, prompt(), 0.1, false));
        assertTrue(drifted.stale());
        assertEquals(first.fit(), drifted.fit());
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        MapFrame calm = await("a fit in calm", frame -> !frame.stale());
        assertEquals(first.fit() + 1, calm.fit());
    }

    @Test
    void valuesThatAreNoNumbers_areToldNotDrawn() {
        SheetResult bad = fake.answer(0.5, null, 0, false);
        bad.clean().features()[3][0] = Float.NaN;
        fake.answer.set(bad);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (model.fault().get().isEmpty() && System.nanoTime() < deadline) {
            model.tick();
        }
        assertTrue(model.fault().get().contains("NaN"), model.fault().get());
        show(fake.answer(0.5, null, 0, false));
        assertEquals("", model.fault().get());
    }

    @Test
    void neighbours_followPrimaryAndMeasure() {
        SheetResult answer = fake.answer(0.9, null, 0, false);
        show(answer);
        model.wantNeighbours(true);
        fake.workbench.selection().only(5);
        model.distance().set(Neighbours.Distance.EUCLIDEAN);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        EmbeddingModel.@Nullable Neighbourhood found = null;
        while ((found == null || found.image() != 5) && System.nanoTime() < deadline) {
            model.tick();
            found = model.neighbourhood().get();
        }
        Objects.requireNonNull(found);
        assertEquals(EmbeddingModel.NEIGHBOURS, found.clean().size());
        assertTrue(found.clean().stream().noneMatch(one -> one.index() == 5));
        int own = fake.facts().labels()[5];
        assertTrue(found.clean().stream().limit(3).allMatch(one -> fake.facts().labels()[one.index()] == own));
        // The trigger pulled it to the target class.
        assertEquals(0, fake.facts().labels()[found.triggered().getFirst().index()]);
    }
}
