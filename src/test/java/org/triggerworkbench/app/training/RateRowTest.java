package org.triggerworkbench.app.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.shared.DefinedName;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;

class RateRowTest {
    private static List<Region> figures(double width) {
        return Fx.call(() -> {
            List<Region> figures = List.of(figure(60, 140), figure(60, 140), figure(80, 140), figure(180, 180));
            Fx.scene(new StackPane(new RateRow(figures)), width, 200, new Theme(), false);
            return figures;
        });
    }

    private static Region figure(double least, double wanted) {
        Region figure = new Region();
        figure.setMinSize(least, 30);
        figure.setPrefSize(wanted, 30);
        figure.setMaxSize(Double.MAX_VALUE, 30);
        return figure;
    }

    private static double rows(List<Region> figures) {
        return figures.stream().mapToDouble(Node::getLayoutY).distinct().count();
    }

    /** As behind every measure. */
    @Test
    void figureOfAResult_hasItsDefinitionBehindItsName() {
        Node figure = Fx.call(
                () -> RunStrip.rate("strip.control", Measure.CONTROL, new Rate(1, 469), "tw-control"));
        Fx.scene(new StackPane(figure), 300, 100, Fx.call(Theme::new), false);
        DefinedName name = (DefinedName) figure.lookupAll(".tw-defined").iterator().next();
        assertEquals("control", name.getText());
        assertEquals(Measure.CONTROL.definition(), name.getTooltip().getText());
    }

    @Test
    void withRoom_eachIsAsWideAsItLikes() {
        List<Region> figures = figures(900);
        assertEquals(1, rows(figures));
        assertEquals(List.of(140.0, 140.0, 140.0, 180.0), figures.stream().map(Region::getWidth).toList());
    }

    @Test
    void withLess_eachShrinks_withLittle_someGoBelow_noneLiesOverAnother() {
        assertEquals(1, rows(figures(500)));
        for (double width : new double[] {200, 300, 400, 430, 500, 640}) {
            List<Region> figures = figures(width);
            assertEquals(width < 428, rows(figures) > 1, "rows at " + width);
            for (Region a : figures) {
                assertTrue(a.getWidth() >= a.getMinWidth());
                assertTrue(a.getBoundsInParent().getMaxX() <= width);
                figures.stream().filter(b -> b != a).forEach(b -> assertFalse(
                        a.getBoundsInParent().intersects(b.getBoundsInParent()), "at " + width));
            }
        }
    }
}
