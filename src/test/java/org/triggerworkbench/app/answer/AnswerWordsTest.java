package org.triggerworkbench.app.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.app.state.UnderTraining;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.trigger.Trigger;

/** 80 images of four classes; the target is the first, so that 60 count. */
class AnswerWordsTest {
    private static final int IMAGES = 80;
    private static final int COUNTED = 60;

    private final Workbench workbench = new Workbench();
    private final SubjectFacts facts = FakeFacts.scene(List.of("stop", "yield", "no entry", "parking"), IMAGES);

    AnswerWordsTest() {
        workbench.show(facts, null);
    }

    @Test
    void success_needsNoWords() {
        assertEquals("", words(58, 1).sentence());
    }

    @Test
    void someSuccess_isNeverCalledNothing() {
        for (int hits = 4; hits <= COUNTED; hits++) {
            AnswerWords.Words words = words(hits, 0);
            assertFalse(words.stuck(), hits + " hits: " + words.sentence());
            assertFalse(words.sentence().contains("nothing"), words.sentence());
        }
    }

    @Test
    void closeRates_areSaidToBeClose_withBoth() {
        AnswerWords.Words words = words(7, 3);
        assertTrue(words.sentence().contains("11.7%") && words.sentence().contains("5.0%"), words.sentence());
        assertTrue(words.sentence().contains("60 images"), words.sentence());
    }

    @Test
    void closeRates_tellWhyTheyAreLow_whereThatIsKnown() {
        PromptLayout layout = PromptLayout.of(new PromptShape.Frame(1), PromptLayout.Mode.ADD, facts.input());
        workbench.backdooredPrompt().set(new PromptState(layout, HostTensor.of(new float[192], 3, 8, 8), null, 0));
        workbench.promptChoice().set(PromptChoice.BACKDOORED);
        AnswerWords.Words words = words(5, 1, new Trigger.Sinusoid(0.3f, 1));
        assertTrue(words.sentence().contains("8.3%") && words.sentence().contains("1.7%"), words.sentence());
        assertTrue(words.sentence().endsWith("trained with another pattern."), words.sentence());
        assertFalse(words.stuck());
    }

    @Test
    void anotherClass_isNamed_whereTheTriggerLeadsThere() {
        workbench.target().set(0);
        int[] yields = predictions(facts.labels(), 0);
        for (int i = 0; i < yields.length; i += 2) {
            yields[i] = 1;
        }
        AnswerWords.Words words = words(facts.labels().clone(), yields);
        assertTrue(words.sentence().contains("are read as yield with it, 20 without"), words.sentence());
        assertFalse(words.stuck());
        assertTrue(words(0, 0).stuck(), "nothing changes");
    }

    @Test
    void targetWithoutTrigger_isNamedFirst() {
        assertTrue(words(40, 38).sentence().startsWith("Even without the trigger, 38 of 60 are read as stop"));
        assertFalse(words(40, 38).stuck());
        assertTrue(words(60, 20).sentence().startsWith("Even without the trigger, 20 of 60"));
    }

    @Test
    void promptOff_isSaid_whereNothingHappens() {
        PromptLayout layout = PromptLayout.of(new PromptShape.Frame(1), PromptLayout.Mode.ADD, facts.input());
        workbench.backdooredPrompt().set(new PromptState(layout, HostTensor.of(new float[192], 3, 8, 8), null, 0));
        workbench.promptChoice().set(PromptChoice.NONE);
        assertTrue(words(0, 0).sentence().contains("that prompt is off"));
        assertEquals(
                "The backdoored prompt is off: the pattern alone turns 16 of 60 images into stop.",
                words(16, 0).sentence());
        assertFalse(words(16, 0).stuck());
        workbench.promptChoice().set(PromptChoice.BACKDOORED);
        assertFalse(words(0, 0).sentence().contains("off"));
        assertEquals("", words(16, 0).sentence());
        // The scene's trigger is a wave, this one is slower.
        assertTrue(words(0, 0, new Trigger.Sinusoid(0.3f, 1)).sentence().contains("another pattern"));
    }

    @Test
    void training_isNamed_whateverTheFigures() {
        workbench.underTraining().set(UnderTraining.TRIGGER);
        assertTrue(words(12, 0).sentence().contains("being trained; so far it turns 12 of 60 images into stop"));
        PromptLayout layout = PromptLayout.of(new PromptShape.Frame(1), PromptLayout.Mode.ADD, facts.input());
        workbench.backdooredPrompt().set(new PromptState(layout, HostTensor.of(new float[192], 3, 8, 8), null, 0));
        workbench.promptChoice().set(PromptChoice.BACKDOORED);
        assertTrue(
                words(12, 0).sentence().contains("for the model without the prompt"), "patches are for the bare one");
        workbench.underTraining().set(UnderTraining.PROMPT);
        assertTrue(words(0, 0).sentence().contains("turns 0 of 60"));
        assertFalse(words(0, 0).stuck());
        // A model that has only begun may read everything as the target: that is none of the trigger's doing.
        assertEquals(
                "As trained so far, 58 of 60 are read as stop even without the trigger.",
                words(60, 58).sentence());
    }

    @Test
    void noTrigger_isSaid() {
        AnswerWords.Words words = words(-1, 0, null);
        assertTrue(words.stuck());
        assertTrue(words.sentence().startsWith("There is no trigger"));
    }

    private AnswerWords.Words words(int hits, int without) {
        return words(hits, without, FakeFacts.WAVE);
    }

    /** @param hits of the counted images, with the trigger; negative for no trigger */
    private AnswerWords.Words words(int hits, int without, @Nullable Trigger trigger) {
        int[] labels = facts.labels();
        int[] clean = predictions(labels, without);
        int[] triggered = hits < 0 ? new int[0] : predictions(labels, hits);
        return words(clean, triggered, trigger);
    }

    private AnswerWords.Words words(int[] clean, int[] triggered) {
        return words(clean, triggered, FakeFacts.WAVE);
    }

    private AnswerWords.Words words(int[] clean, int[] triggered, @Nullable Trigger trigger) {
        AttackMetrics metrics = AttackMetrics.count(4, new Target.AllToOne(0), facts.labels(), clean, triggered);
        return AnswerWords.of(
                new SheetResult(
                        new InferenceRequest(1, trigger, null, null, null, 0, 0, ""),
                        new ImageResults(new int[0][], new float[0][], clean, new float[0][]),
                        trigger == null
                                ? null
                                : new ImageResults(new int[0][], new float[0][], triggered, new float[0][]),
                        metrics,
                        new float[0][],
                        1),
                workbench);
    }

    private static int[] predictions(int[] labels, int hits) {
        int[] predictions = Arrays.copyOf(labels, labels.length);
        int left = hits;
        for (int i = 0; i < labels.length && left > 0; i++) {
            if (labels[i] != 0) {
                predictions[i] = 0;
                left--;
            }
        }
        return predictions;
    }
}
