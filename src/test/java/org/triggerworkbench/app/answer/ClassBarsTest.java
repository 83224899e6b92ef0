package org.triggerworkbench.app.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.shared.Theme;

/** The room that names of classes have beside the bars, in a rail as wide as the window's. */
class ClassBarsTest {
    private static final List<String> SHORT = List.of("stop", "yield");
    private static final List<String> LONGER = List.of("stop", "pedestrian crossing");
    private static final List<String> LONGEST =
            List.of("stop", "no vehicles over three and a half tonnes, nor any that carry dangerous goods");

    private final ClassBars bars = Fx.call(ClassBars::new);
    private final Scene scene = Fx.call(() -> Fx.scene(new StackPane(bars), 272, 200, new Theme(), false));

    private void show(List<String> classes) {
        Fx.run(() -> {
            bars.show(classes, List.of(0, 1), new float[] {0.9f, 0.1f}, new float[] {0.2f, 0.8f}, 0);
            // A column that grows does so in the layout after the one that measured.
            for (int i = 0; i < 2; i++) {
                bars.applyCss();
                bars.layout();
            }
        });
        Fx.picture(
                scene, Path.of("target/snapshots/class-bars-" + classes.get(1).length() + ".png"));
    }

    private Label name(String text) {
        return (Label) bars.getChildren().stream()
                .filter(node -> node instanceof Label label && label.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private double barsAt(int row) {
        return bars.getChildren().get(3 * row + 1).getLayoutX();
    }

    private double barWidth(int row) {
        Node one = bars.getChildren().get(3 * row + 1);
        return one.getLayoutBounds().getWidth();
    }

    @Test
    void nameIsWhole_whereThereIsRoom_andElseInATooltip() {
        show(SHORT);
        double at = Fx.call(() -> barsAt(0));
        show(LONGER);
        Fx.run(() -> {
            assertFalse(name("pedestrian crossing").isTextTruncated());
            assertTrue(barsAt(0) > at, "the bars made room");
            assertEquals(barsAt(0), barsAt(1));
        });
        show(LONGEST);
        Fx.run(() -> {
            Label cut = name(LONGEST.get(1));
            assertTrue(cut.isTextTruncated());
            assertEquals(LONGEST.get(1), cut.getTooltip().getText());
            assertTrue(barWidth(1) >= 70, "a bar of " + barWidth(1));
        });
        show(SHORT);
        assertEquals(at, Fx.call(() -> barsAt(0)), "other classes");
    }

    @Test
    void barsStandStill_whileTheLikeliestChange() {
        show(LONGER);
        double at = Fx.call(() -> barsAt(0));
        Fx.run(() -> {
            bars.show(LONGER, List.of(0), new float[] {0.9f, 0.1f}, new float[] {}, 0);
            bars.layout();
            assertEquals(at, barsAt(0));
        });
    }
}
