package org.triggerworkbench.app.embedding;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.embedding.scatter.PointRasterizer;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** What sizes and rings of points mean, each drawn as large as on the map. */
final class SizeLegend extends HBox {
    private static final Messages TEXT = Messages.of(SizeLegend.class);
    private static final double DOT = 2;
    private static final double HALO = 2.6;
    private static final double EDGE = 1;
    /** How far the ring is from the point in it. */
    private static final double RING = 4;

    SizeLegend() {
        super(12);
        setId("embedding-sizes");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
    }

    /** Of a map; the smallest dot is the place of a class's words, or the mean of its images. */
    void show(MapFrame frame, Tokens tokens) {
        double radius = PointRasterizer.radius(frame.xs().length);
        getChildren()
                .setAll(List.of(
                        entry(dot(radius, tokens.secondary()), "size.image"),
                        entry(dot(DOT, tokens.text()), frame.wordXs().length > 0 ? "size.words" : "size.mean"),
                        entry(
                                new StackPane(
                                        dot(radius + HALO, tokens.selected()),
                                        dot(radius + EDGE, tokens.panel()),
                                        dot(radius, tokens.secondary())),
                                "size.chosen"),
                        entry(ring(radius + RING, tokens), "size.enlarged")));
    }

    private static Circle dot(double radius, Color colour) {
        return new Circle(radius, colour);
    }

    private static Circle ring(double radius, Tokens tokens) {
        Circle ring = dot(radius, Color.TRANSPARENT);
        ring.setStroke(tokens.selected());
        ring.setStrokeWidth(2);
        return ring;
    }

    private static Label entry(Node symbol, String key) {
        Label label = Ui.styled(Legend.entry(symbol, TEXT.get(key)), "tw-secondary");
        label.setTooltip(Ui.tip(TEXT.get(key + ".tip")));
        return label;
    }
}
