package org.triggerworkbench.app.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.compare.confusion.ConfusionCanvas;
import org.triggerworkbench.app.compare.confusion.ConfusionCells;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.experiment.scenario.Scenarios;

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
            long start = System.nanoTime();
            hand.open(scenario);
            System.out.printf(
                    Locale.ROOT,
                    "%s: first answer %.1f s after the click%n",
                    scenario.id(),
                    (System.nanoTime() - start) / 1e9);
            Compute compute = Fx.call(() -> hand.window.engine().engine().get()).compute();
            AttackMetrics expected = compute.inferenceThread()
                    .submit(() -> {
                        try (Subject subject =
                                Subject.open(compute, new Sources(compute), scenario.request(LiveRequest.BATCH))) {
                            return subject.measure(100);
                        }
                    })
                    .join();
            AttackMetrics shown =
                    Fx.call(() -> hand.window.workbench().answer().get()).metrics();
            assertEquals(expected.cleanAccuracy(), shown.cleanAccuracy(), scenario.id());
            if (scenario.withheld()) {
                assertEquals(Rate.NONE, shown.attackSuccess(), scenario.id());
                continue;
            }
            assertEquals(expected.attackSuccess(), shown.attackSuccess(), scenario.id());
            assertEquals(expected.cleanTargetRate(), shown.cleanTargetRate(), scenario.id());
            assertEquals(scenario.live().attackSuccess(), shown.attackSuccess(), scenario.id());
            assertEquals(Format.percent(expected.attackSuccess()), hand.text("#answer-asr"), scenario.id());
            assertEquals(
                    expected.attackSuccess().hits() + " of "
                            + expected.attackSuccess().n(),
                    hand.text("#answer-counts").split(" on ")[0],
                    scenario.id());
        }
    }

    @Test
    void draggingTheTriggerAway_letsTheAttackFall(@TempDir Path folder) {
        hand.open(Scenarios.all().getFirst());
        double atStart = hand.metrics().attackSuccess().value();
        hand.drag(hand.pixel(60, 60), hand.pixel(30, 30), 20);
        hand.untilAnswered();
        double moved = hand.metrics().attackSuccess().value();
        assertTrue(atStart > 0.9 && moved < 0.3, atStart + " fell to " + moved);
        hand.keys(KeyCode.CONTROL, KeyCode.Z);
        hand.untilAnswered();
        assertEquals(atStart, hand.metrics().attackSuccess().value(), "one drag is one step to undo");

        // The clean prompt: the attack vanishes. No prompt: a trigger that was trained still pulls some images by
        // itself.
        hand.click(hand.segment("#prompt-choice", 1));
        hand.untilAnswered();
        double behindClean = hand.metrics().attackSuccess().value();
        assertTrue(behindClean < 0.1, "behind the clean prompt there is no attack: " + behindClean);
        hand.click(hand.segment("#prompt-choice", 0));
        hand.untilAnswered();
        double alone = hand.metrics().attackSuccess().value();
        assertTrue(alone < 0.5, "without a prompt most images stay what they are: " + alone);
        hand.click(hand.segment("#prompt-choice", 2));
        hand.untilAnswered();
        assertEquals(atStart, hand.metrics().attackSuccess().value());

        // A cell of the confusion lights its images everywhere.
        Fx.run(() -> hand.window.showView("compare"));
        hand.click(hand.segment("#compare-sections", 1));
        ConfusionCanvas confusion = (ConfusionCanvas) hand.node("#compare-confusion");
        // What was just brought to the front has its place only when it is laid out: a click before that goes beside
        // it.
        hand.settled(confusion);
        int target = Fx.call(() -> hand.window.workbench().target().get());
        int[] labels = Fx.call(() -> hand.window.workbench().facts().labels());
        int[] predictions = hand.metrics().triggeredPredictions();
        int row = IntStream.range(0, predictions.length)
                .filter(i -> predictions[i] == target && labels[i] != target)
                .map(i -> labels[i])
                .findFirst()
                .orElseThrow();
        hand.click(Fx.call(() -> confusion.localToScreen(
                confusion.middle(new ConfusionCanvas.Picked(true, new ConfusionCells.Cell(row, target))))));
        assertEquals(
                IntStream.range(0, predictions.length)
                        .filter(i -> predictions[i] == target && labels[i] == row)
                        .boxed()
                        .collect(Collectors.toSet()),
                hand.lit(),
                "a cell of the confusion lights its images");

        // The figure.
        Path figure = folder.resolve("figure.png");
        hand.dialogs.choose(figure);
        hand.keys(KeyCode.CONTROL, KeyCode.E);
        Fx.until("the figure", () -> hand.window.works().running().isEmpty() && Files.isRegularFile(figure));
        assertTrue(Files.isRegularFile(folder.resolve("figure.json")));
    }

    @Test
    void play_trainsAndTheAnswerFollows() {
        hand.open(Scenarios.all().getFirst());
        Fx.run(() -> hand.window.showView("train"));
        hand.keys(KeyCode.CONTROL, KeyCode.ENTER);
        Fx.until("weights of the run in the answer", () -> {
            var answer = hand.window.workbench().answer().get();
            return answer != null
                    && answer.question().prompt() != null
                    && answer.question().prompt().step() >= 10;
        });
        assertTrue(hand.window.works().running().stream().anyMatch(work -> work.canCancel()));
        hand.keys(KeyCode.CONTROL, KeyCode.ENTER);
        Fx.run(() -> hand.window.actions().named("train.reset"));
        Fx.run(() -> hand.window.works().running().forEach(work -> work.cancel()));
        Fx.until("the run to end", () -> hand.window.works().running().isEmpty());
    }
}
