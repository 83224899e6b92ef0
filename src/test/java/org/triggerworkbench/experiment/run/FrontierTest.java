package org.triggerworkbench.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.experiment.scenario.Scenarios;

class FrontierTest {
    /** Two classes, target 1: two of three answered right, one of two triggered as wanted. */
    private static final AttackMetrics OWN = AttackMetrics.count(
            2, new Target.AllToOne(1), new int[] {0, 0, 1}, new int[] {0, 1, 1}, new int[] {1, 0, 1});

    @Test
    void shipped_isOfItsMethodModelAndDataAndHasTheScene() {
        Experiment usual = Experiment.PRESET;
        Frontier frontier = Frontier.of(usual).orElseThrow();
        assertTrue(frontier.points().size() > 1);
        Scenario scene = Scenarios.all().getFirst();
        assertTrue(
                frontier.points().stream()
                        .anyMatch(point -> point.cleanAccuracy()
                                        .rate()
                                        .equals(scene.large().cleanAccuracy())
                                && point.attackSuccess()
                                        .rate()
                                        .equals(scene.large().attackSuccess())),
                scene.id());
        assertTrue(Frontier.of(usual.withJob(new Experiment.AttackSpec("badnets", "0", Map.of())))
                .isEmpty());
    }

    @Test
    void html_hasEachPointAndTheRuns() {
        Frontier frontier = new Frontier(
                "badvisualprompt",
                "m",
                "d",
                List.of(
                        new Frontier.Point("lambda <1>", new Frontier.Counted(8, 10), new Frontier.Counted(3, 4)),
                        new Frontier.Point("lambda 2", new Frontier.Counted(7, 10), new Frontier.Counted(4, 4))));
        String html = frontier.html(OWN);
        assertEquals(2, html.split("class=\"mark control\"", -1).length - 1);
        assertEquals(1, html.split("class=\"mark triggered\"", -1).length - 1);
        assertFalse(html.contains("<1>"));
        assertTrue(html.contains("lambda &lt;1&gt;"));
        assertTrue(html.contains("66.7%"), html);
    }

    /** The best of both rates stands in the upper right corner, a margin away from it. */
    @Test
    void chart_placesPointsByTheirRates() {
        Frontier frontier = new Frontier(
                "badvisualprompt",
                "m",
                "d",
                List.of(new Frontier.Point("a", new Frontier.Counted(1, 3), new Frontier.Counted(1, 1))));
        String html = frontier.html(OWN);
        // Across 32.8% to 67.2%, up 49.5% to 100%: the point is the left upper, the run the right lower end.
        assertTrue(html.contains("x=\"58.2\" y=\"9.5\""), html);
    }
}
