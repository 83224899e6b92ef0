package org.triggerworkbench.app.x11;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.experiment.scenario.Scenarios;

/** A lasso round the points of a real window. */
@Tag("x11")
class GesturesTest {
    private static RealWindow hand;

    @BeforeAll
    static void open() {
        hand = new RealWindow(1440, 900);
        hand.open(Scenarios.all().getFirst());
    }

    @AfterAll
    static void close() {
        hand.close();
    }

    @Test
    void lasso_choosesWhatItGoesRound_andEscapeLetsGo() {
        Fx.run(() -> {
            hand.window.showView("embedding");
            hand.window.actions().named("embedding.tool.LASSO").fire();
        });
        Node map = hand.node("#embedding-map");
        Fx.until(
                "a map",
                () -> map.getAccessibleText() != null
                        && !map.getAccessibleText().isEmpty());
        hand.settled(map);
        double[][] round = {
            {0.02, 0.02}, {0.5, 0.02}, {0.98, 0.02}, {0.98, 0.5}, {0.98, 0.98}, {0.5, 0.98}, {0.02, 0.98}
        };
        hand.press(hand.at(map, 0.02, 0.5));
        for (double[] corner : round) {
            Point2D to = hand.at(map, corner[0], corner[1]);
            hand.move(to);
        }
        hand.release();
        Fx.until(
                "a selection",
                () -> !hand.window.workbench().selection().chosen().get().isEmpty());
        assertTrue(hand.lit().size() > 50, hand.lit().size() + " of 64 lie in a lasso round the whole map");
        hand.keys(KeyCode.ESCAPE);
        Fx.until(
                "nothing chosen",
                () -> hand.window.workbench().selection().chosen().get().equals(Set.of()));
    }
}
