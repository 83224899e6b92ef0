package org.triggerworkbench.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.evaluation.inspection.Saliency;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

class CompareModelTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    private final FakeCompare fake = new FakeCompare();
    private final SubjectFacts facts = FakeFacts.scene(NAMES, 8);
    private final CompareModel model = fake.model();

    private PromptState prompt() {
        PromptLayout layout = PromptLayout.of(new PromptShape.Frame(1), PromptLayout.Mode.ADD, facts.input());
        return new PromptState(layout, HostTensor.of(new float[3 * 64], 3, 8, 8), null, 0);
    }

    private PrimaryResult glance(long stamp, int primary) {
        return FakeFacts.glance(facts, FakeFacts.question(stamp, FakeFacts.WAVE, primary), 1, 0);
    }

    @Test
    void tick_asksNothingWhileHiddenOrWithoutAScene() {
        fake.glance.set(glance(1, 0));
        fake.tick(model, 1000);
        assertEquals(0, fake.glances.size());
        fake.workbench.show(facts, null);
        model.showing().set(false);
        fake.tick(model, 1000);
        assertEquals(0, fake.glances.size());
    }

    @Test
    void onOff_asksTheOpenPromptAndNone() {
        fake.workbench.show(facts, null);
        fake.workbench.backdooredPrompt().set(prompt());
        fake.glance.set(glance(1, 3));
        fake.tick(model, 0);
        List<InferenceRequest> asked = fake.glancesAsked.getFirst();
        assertEquals(2, asked.size());
        assertEquals(fake.workbench.backdooredPrompt().get(), asked.getFirst().prompt());
        assertNull(asked.getLast().prompt());
        assertEquals(3, asked.getLast().primary());
    }

    @Test
    void newerQuestions_waitForTheOneJob_andTheLastWins() {
        fake.workbench.show(facts, null);
        for (int i = 0; i < 5; i++) {
            fake.glance.set(glance(i, i));
            fake.tick(model, 33);
        }
        assertEquals(1, fake.glances.size());
        fake.glances.getFirst().complete(List.of(glance(0, 0)));
        fake.tick(model, 0);
        fake.tick(model, 1000);
        assertEquals(2, fake.glances.size());
        assertEquals(4, fake.glancesAsked.getLast().getFirst().primary());
        fake.glances.getLast().complete(List.of(glance(4, 4)));
        fake.tick(model, 1000);
        fake.tick(model, 1000);
        assertEquals(2, fake.glances.size(), "what is known is not asked again");
    }

    @Test
    void saliency_isAskedAtMostFourTimesASecond() {
        fake.workbench.show(facts, null);
        model.saliencyShown().set(true);
        for (int step = 0; step < 100; step++) {
            fake.glance.set(glance(step, step % 8));
            fake.tick(model, 10);
            fake.glances.stream().filter(job -> !job.isDone()).forEach(job -> job.complete(List.of(glance(0, 0))));
            fake.maps.stream()
                    .filter(job -> !job.isDone())
                    .forEach(job ->
                            job.complete(List.of(new Inspection.Maps(new Saliency.Method.Rollout(), null, null))));
        }
        assertTrue(fake.maps.size() >= 2 && fake.maps.size() <= 5, fake.maps.size() + " in a second");
    }

    @Test
    void anotherScene_dropsTheJobOfTheOneBefore() {
        fake.workbench.show(facts, null);
        fake.glance.set(glance(1, 0));
        fake.tick(model, 0);
        fake.glance.set(null);
        fake.workbench.show(FakeFacts.scene(NAMES, 4), null);
        fake.glances.getFirst().complete(List.of(glance(1, 0)));
        fake.tick(model, 100);
        assertNull(model.pair().value().get());
    }

    @Test
    void control_isTheCleanPromptElseNone_andIsNotAskedWhereItIsTheAnswerItself() {
        fake.workbench.show(facts, null);
        model.section().set(CompareSection.TABLE);
        int[] right = {0, 1, 2, 3, 0, 1, 2, 3};
        fake.answer.set(FakeFacts.answer(facts, FakeFacts.question(1, FakeFacts.WAVE, 0), right, new int[8]));
        fake.tick(model, 0);
        assertEquals(0, fake.answers.size());
        assertEquals(1, fake.similarities.size());
        // The model alone may be the backdoored one.
        assertFalse(model.controlIsNow());
        assertEquals(MeasureColumn.NOTHING, model.control());
        fake.workbench.backdooredPrompt().set(prompt());
        fake.workbench.promptChoice().set(PromptChoice.NONE);
        assertTrue(model.controlIsNow());
        assertEquals(model.now(), model.control());
        fake.similarities.getFirst().complete(new MeanSimilarity(0.9, 3, 0.5, 64, 8));
        fake.workbench.cleanPrompt().set(prompt());
        fake.tick(model, 1000);
        fake.tick(model, 1000);
        assertEquals(
                fake.workbench.cleanPrompt().get(), fake.answersAsked.getFirst().prompt());
        fake.answers
                .getFirst()
                .complete(FakeFacts.answer(facts, FakeFacts.question(0, FakeFacts.WAVE, 0), right, right));
        fake.tick(model, 10);
        assertEquals(
                0,
                Objects.requireNonNull(model.control().metrics())
                        .attackSuccess()
                        .hits());
        assertEquals(
                6, Objects.requireNonNull(model.now().metrics()).attackSuccess().hits());
        assertNotNull(model.control().similarity());
    }

    @Test
    void aJobThatFails_tellsWhy_andIsNotAskedAgain() {
        fake.workbench.show(facts, null);
        model.section().set(CompareSection.ACTIVATIONS);
        fake.answer.set(FakeFacts.answer(facts, FakeFacts.question(1, FakeFacts.WAVE, 0), new int[8], new int[8]));
        fake.tick(model, 0);
        fake.layers.getFirst().completeExceptionally(new IllegalStateException("no such layer"));
        fake.tick(model, 10);
        fake.tick(model, 10_000);
        assertEquals("no such layer", model.layers().fault().get());
        assertEquals(1, fake.layers.size());
    }

    @Test
    void choose_lightsTheCell_andKeepsAPrimaryThatIsInIt() {
        fake.selection.primary().set(5);
        model.choose(List.of(2, 5, 7));
        assertEquals(Set.of(2, 5, 7), fake.selection.chosen().get());
        assertEquals(5, fake.selection.primary().get());
        model.choose(List.of(3));
        assertEquals(3, fake.selection.primary().get());
        model.choose(List.of());
        assertTrue(fake.selection.isLit(0));
    }
}
