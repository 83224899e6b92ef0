package org.triggerworkbench.app.defend.figures;

import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shared.Ui;

/** A drawing as large as its place, that says what is under the mouse. */
abstract class Plot extends Region {
    private static final double WIDTH = 320;
    private static final double LEAST_HEIGHT = 150;
    private static final double TIP_GAP = 12;

    private final Canvas canvas = new Canvas();
    private final Label tip = Ui.styled(new Label(), "tw-scatter-tip");
    private Tokens tokens = Tokens.LIGHT;
    private double scale = 1;

    /** @param read what somebody hears who does not see it */
    Plot(String read, double height) {
        setMinSize(0, LEAST_HEIGHT);
        setPrefSize(WIDTH, height);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(read);
        tip.setManaged(false);
        tip.setVisible(false);
        tip.setMouseTransparent(true);
        getChildren().addAll(canvas, tip);
        setOnMouseMoved(event -> tell(event.getX(), event.getY()));
        setOnMouseExited(_ -> tip.setVisible(false));
    }

    abstract void paint(Pen pen, double width, double height);

    /** What is at a place of the last painting, in words; null for nothing. */
    abstract @Nullable String at(double x, double y);

    /**
     * Paints anew in the colours of a theme.
     *
     * @param large how large words and lines are, 1 being usual
     */
    void paint(Tokens next, double large) {
        tokens = next;
        scale = large;
        double width = getWidth();
        double height = getHeight();
        if (width < 1 || height < 1) {
            return;
        }
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, height);
        g.save();
        g.scale(scale, scale);
        paint(new Pen(g, tokens), width / scale, height / scale);
        g.restore();
    }

    private void tell(double x, double y) {
        String words = at(x / scale, y / scale);
        tip.setVisible(words != null);
        if (words != null) {
            tip.setText(words);
            tip.applyCss();
            tip.autosize();
            Bounds size = tip.getLayoutBounds();
            double left = x + TIP_GAP + size.getWidth() > getWidth() ? x - TIP_GAP - size.getWidth() : x + TIP_GAP;
            tip.relocate(Math.max(0, left), Math.max(0, y - TIP_GAP - size.getHeight()));
        }
    }

    @Override
    protected void layoutChildren() {
        paint(tokens, scale);
    }
}
