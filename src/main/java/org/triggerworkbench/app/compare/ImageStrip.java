package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import javafx.geometry.Orientation;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/**
 * Images of the sheet in rows, each over two bars, A's at the left and B's at the right: thick and in the colour of the
 * triggered where the trigger fools that model. A click or the arrow keys enlarge an image.
 */
final class ImageStrip extends Region {
    private static final Messages TEXT = Messages.of(ImageStrip.class);
    private static final double SIDE = 40;
    private static final double BAR = 5;
    private static final double THIN = 2;
    private static final double GAP = 5;
    private static final double STEP = SIDE + BAR + 2 + GAP;

    private final IntConsumer pick;
    private final Canvas canvas = new Canvas();
    private final Tooltip tooltip = new Tooltip();
    private Tokens tokens = Tokens.LIGHT;
    private @Nullable Shown shown;

    /**
     * What is drawn.
     *
     * @param images places on the sheet, in their order
     * @param pixels of all images of the sheet
     * @param primary image with a frame
     */
    record Shown(
            SubjectFacts facts,
            List<Integer> images,
            int[][] pixels,
            IntPredicate fooledA,
            IntPredicate fooledB,
            int primary) {}

    /** @param pick is given the image that is chosen */
    ImageStrip(IntConsumer pick) {
        this.pick = pick;
        setId("models-strip");
        setMinSize(0, 0);
        setFocusTraversable(true);
        setAccessibleText(TEXT.get("strip.read"));
        getChildren().add(canvas);
        Tooltip.install(this, tooltip);
        setOnMouseClicked(event -> {
            requestFocus();
            int at = at(event);
            if (at >= 0) {
                pick.accept(at);
            }
        });
        setOnMouseMoved(event -> tooltip.setText(words(at(event))));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        focusVisibleProperty().subscribe(this::draw);
    }

    void show(Shown next) {
        boolean other = shown == null || shown.images().size() != next.images().size();
        shown = next;
        if (other) {
            requestLayout();
        }
        draw();
    }

    void dress(Tokens next) {
        tokens = next;
        draw();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        int count = shown == null ? 0 : shown.images().size();
        return Math.max(1, Math.ceilDiv(count, columns(width < 0 ? getWidth() : width))) * STEP;
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        draw();
    }

    private static int columns(double width) {
        return Math.max(1, (int) ((width + GAP) / (SIDE + GAP)));
    }

    private double x(int place) {
        return place % columns(getWidth()) * (SIDE + GAP);
    }

    private double y(int place) {
        int row = place / columns(getWidth());
        return row * STEP;
    }

    /** The image under the mouse; negative for none. */
    private int at(MouseEvent event) {
        Shown now = shown;
        int column = (int) (event.getX() / (SIDE + GAP));
        if (now == null || event.getX() < 0 || event.getY() < 0 || column >= columns(getWidth())) {
            return -1;
        }
        int row = (int) (event.getY() / STEP);
        int place = row * columns(getWidth()) + column;
        return place < now.images().size() ? now.images().get(place) : -1;
    }

    private String words(int image) {
        Shown now = shown;
        if (now == null || image < 0) {
            return "";
        }
        return TEXT.get(
                "strip.tip",
                now.facts().ids().get(image),
                now.facts().classes().get(now.facts().labels()[image]),
                TEXT.get(now.fooledA().test(image) ? "strip.fooled" : "strip.not"),
                TEXT.get(now.fooledB().test(image) ? "strip.fooled" : "strip.not"));
    }

    private void key(KeyEvent event) {
        Shown now = shown;
        if (now == null || now.images().isEmpty()) {
            return;
        }
        int last = now.images().size() - 1;
        int place = Math.max(0, now.images().indexOf(now.primary()));
        int next =
                switch (event.getCode()) {
                    case LEFT -> place - 1;
                    case RIGHT -> place + 1;
                    case UP -> place - columns(getWidth());
                    case DOWN -> place + columns(getWidth());
                    case HOME -> 0;
                    case END -> last;
                    default -> -2 - last;
                };
        if (next >= -1 - last) {
            pick.accept(now.images().get(Math.clamp(next, 0, last)));
            event.consume();
        }
    }

    private void draw() {
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        Shown now = shown;
        if (now == null) {
            return;
        }
        int width = now.facts().input().width();
        int height = now.facts().input().height();
        for (int place = 0; place < now.images().size(); place++) {
            int image = now.images().get(place);
            double x = x(place);
            double y = y(place);
            pen.setImageSmoothing(width > SIDE);
            pen.drawImage(PixelImage.of(width, height, now.pixels()[image]).image(), x, y, SIDE, SIDE);
            double half = (SIDE - 2) / 2;
            bar(pen, x, y, half, now.fooledA().test(image));
            bar(pen, x + half + 2, y, half, now.fooledB().test(image));
            if (image == now.primary()) {
                frame(pen, x, y);
            }
        }
        if (isFocusVisible()) {
            pen.setStroke(tokens.selected());
            pen.setLineWidth(1);
            pen.strokeRect(0.5, 0.5, canvas.getWidth() - 1, canvas.getHeight() - 1);
        }
    }

    private void bar(GraphicsContext pen, double x, double y, double width, boolean fooled) {
        Color colour = fooled ? tokens.triggered() : tokens.clean();
        pen.setFill(colour);
        pen.fillRect(x, y + SIDE + 2, width, fooled ? BAR : THIN);
    }

    private void frame(GraphicsContext pen, double x, double y) {
        pen.setLineWidth(1);
        pen.setStroke(tokens.panel());
        pen.strokeRect(x + 2.5, y + 2.5, SIDE - 5, SIDE - 5);
        pen.setLineWidth(2);
        pen.setStroke(tokens.selected());
        pen.strokeRect(x + 1, y + 1, SIDE - 2, SIDE - 2);
    }
}
