package org.triggerworkbench.app.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.Evaluation;
import org.triggerworkbench.experiment.EvaluationService;
import org.triggerworkbench.experiment.Scenario;
import org.triggerworkbench.experiment.Scenarios;
import org.triggerworkbench.experiment.Sources;
import org.triggerworkbench.experiment.live.SceneRequest;

/** The first three minutes, gesture by gesture, on a real window. */
@Tag("x11")
class FirstMinutesTest {
    private static RealWindow hand;

    @BeforeAll
    static void open() {
        hand = new RealWindow(1440, 900);
    }

    @AfterAll
    static void close() {
        hand.close();
    }

    @Test
    void everyCard_answersAsEvaluateDoes() {
        for (Scenario scenario : Scenarios.all()) {
            Fx.run(() -> hand.window.actions().named("view.start").fire());
            if (!hand.isStartShown()) {
                Fx.run(() -> hand.window.actions().named("view.start").fire());
            }
            hand.click(hand.node("#card-" + scenario.id()));
            Fx.until("the scene " + scenario.id(), () -> {
                var facts = hand.window.workbench().scene().get();
                return facts != null && facts.request().title().equals(scenario.title());
            });
            hand.untilAnswered();
            Compute compute = Fx.call(() -> hand.window.engine().engine().get()).compute();
            AttackMetrics expected = compute.inferenceThread()
                    .submit(() -> {
                        try (Evaluation evaluation = new EvaluationService(compute, new Sources(compute))
                                .open(scenario.request(SceneRequest.BATCH))) {
                            return evaluation.measure();
                        }
                    })
                    .join();
            AttackMetrics shown =
                    Fx.call(() -> hand.window.workbench().answer().get()).metrics();
            assertNotNull(shown);
            assertEquals(expected.attackSuccess(), shown.attackSuccess(), scenario.id());
            assertEquals(expected.cleanAccuracy(), shown.cleanAccuracy(), scenario.id());
            assertEquals(expected.cleanTargetRate(), shown.cleanTargetRate(), scenario.id());
            assertEquals(scenario.live().attackSuccess(), shown.attackSuccess(), scenario.id());
            assertEquals(Format.percent(expected.attackSuccess()), hand.text("#answer-asr"), scenario.id());
            assertEquals(Format.counts(expected.attackSuccess()), hand.text("#answer-counts"), scenario.id());
        }
    }
}
