package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Node;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.experiment.scenario.Scenarios;

/** The left rail of a window that becomes narrow, or whose words grow, while the mouse stays where it is. */
class FoldingRailTest extends OnRealStage {
    @BeforeAll
    static void open() {
        take(new RealWindow(1280, 800));
        hand.open(Scenarios.all().getFirst());
    }

    @Test
    void windowThatBecomesNarrow_foldsTheRailAway_andBringsItBackWhenWide() {
        Node rail = hand.node("#rail-left");
        assertTrue(Fx.call(rail::isVisible));
        for (int i = 0; i < 2; i++) {
            Fx.run(() -> hand.stage.setWidth(1000));
            Fx.until("the rail to fold away", () -> !rail.isVisible());
            hand.settled(hand.node("#paint-canvas"));
            assertTrue(Fx.call(() -> !rail.isVisible()), "it stays away");
            Fx.run(() -> hand.stage.setWidth(1280));
            Fx.until("the rail beside the middle", () -> rail.isVisible() && rail.isManaged());
        }
    }

    @Test
    void wordsThatGrow_foldTheRailAway() {
        Node rail = hand.node("#rail-left");
        Fx.run(() -> hand.window.theme().textScale().set(1.5));
        try {
            Fx.until("the rail to fold away", () -> !rail.isVisible());
            hand.settled(hand.node("#paint-canvas"));
            assertTrue(Fx.call(() -> !rail.isVisible()), "it stays away");
            Fx.run(() -> hand.window.actions().named("view.left").fire());
            Fx.until("the rail when it is wanted", rail::isVisible);
            Fx.run(() -> hand.window.actions().named("view.left").fire());
            Fx.until("the rail to fold away again", () -> !rail.isVisible());
        } finally {
            Fx.run(() -> hand.window.theme().textScale().set(1));
        }
        Fx.until("the rail beside the middle", () -> rail.isVisible() && rail.isManaged());
    }
}
