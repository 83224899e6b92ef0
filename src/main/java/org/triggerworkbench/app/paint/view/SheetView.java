package org.triggerworkbench.app.paint.view;

import javafx.geometry.Orientation;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.Selection;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;

/**
 * The sheet of samples as the model sees them. A click makes an image the primary one, Ctrl-click chooses it too, arrow keys
 * go from image to image.
 */
final class SheetView extends Region {
    private static final Messages TEXT = Messages.of(SheetView.class);
    private static final double MARK = 7;
    private static final int LEAST_ROWS = 4;
    private static final int MOST_ROWS = 5;

    private final PaintModel model;
    private final Theme theme;
    private final Canvas canvas = new Canvas();
    private final ScrollBar bar = new ScrollBar();
    private final Tooltip tooltip = new Tooltip();
    private SheetLayout layout = new SheetLayout(1, 1, 2, 0);
    private PixelImage image = new PixelImage(1, 1);

    SheetView(PaintModel model, Theme theme) {
        this.model = model;
        this.theme = theme;
        setFocusTraversable(true);
        getStyleClass().add("tw-sheet");
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.valueProperty().subscribe(_ -> draw());
        getChildren().addAll(canvas, bar);
        Selection selection = model.workbench().selection();
        selection.primary().subscribe(_ -> draw());
        selection.chosen().subscribe(_ -> draw());
        theme.tokens().subscribe(_ -> draw());
        model.scene().subscribe(_ -> requestLayout());
        focusVisibleProperty().subscribe(_ -> draw());
        setOnMousePressed(this::press);
        setOnMouseMoved(this::hover);
        Tooltip.install(this, tooltip);
        setOnScroll(event -> {
            bar.setValue(Math.clamp(bar.getValue() - event.getDeltaY(), 0, bar.getMax()));
            event.consume();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** Room for all images of the sheet, up to five rows of the smallest thumbnails. */
    @Override
    protected double computePrefHeight(double width) {
        SubjectFacts facts = model.scene().getValue();
        int count = facts == null ? 1 : facts.pixels().length;
        int rows = Math.ceilDiv(
                count,
                SheetLayout.smallest(width < 0 ? getWidth() : width, count).columns());
        return Math.clamp(rows, LEAST_ROWS, MOST_ROWS) * (SheetLayout.SMALLEST + SheetLayout.GAP) - SheetLayout.GAP;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected void layoutChildren() {
        SubjectFacts facts = model.scene().getValue();
        int count = facts == null ? 0 : facts.pixels().length;
        double width = Math.max(1, Math.floor(getWidth()));
        double height = Math.max(1, Math.floor(getHeight()));
        layout = SheetLayout.of(width, height, count);
        boolean scrolls = layout.height() > height;
        double barWidth = scrolls ? Math.ceil(bar.prefWidth(-1)) : 0;
        if (scrolls) {
            layout = SheetLayout.of(width - barWidth - 2, height, count);
        }
        bar.setVisible(scrolls);
        bar.resizeRelocate(width - barWidth, 0, barWidth, height);
        bar.setMax(Math.max(0, layout.height() - height));
        bar.setVisibleAmount(bar.getMax() * height / Math.max(1, layout.height()));
        bar.setUnitIncrement(layout.side() + SheetLayout.GAP);
        bar.setValue(Math.clamp(bar.getValue(), 0, bar.getMax()));
        canvas.setWidth(Math.max(1, width - barWidth));
        canvas.setHeight(height);
        draw();
    }

    /** Draws all of it as it is now. */
    void draw() {
        SubjectFacts facts = model.scene().getValue();
        if (getScene() == null || canvas.getWidth() < 1) {
            return;
        }
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (facts == null || facts.pixels().length != layout.count()) {
            return;
        }
        int width = (int) canvas.getWidth();
        int height = (int) canvas.getHeight();
        int scroll = (int) bar.getValue();
        Tokens tokens = theme.tokens().get();
        SheetPicture picture = new SheetPicture(layout, width, height, scroll);
        ImageResults seen = seen(facts);
        Selection selection = model.workbench().selection();
        for (int i = 0; i < layout.count(); i++) {
            int[] pixels = seen == null ? facts.pixels()[i] : seen.pixels()[i];
            picture.draw(i, pixels, facts.input().width(), edge(facts, seen, i, tokens), selection.isLit(i), tokens);
        }
        if (image.image().getWidth() != width || image.image().getHeight() != height) {
            image = new PixelImage(width, height);
        }
        image.show(picture.pixels());
        g.setImageSmoothing(false);
        g.drawImage(image.image(), 0, 0);
        marks(g, facts, seen, scroll, tokens);
        int primary = selection.primary().get();
        if (primary < layout.count()) {
            outline(g, primary, scroll, tokens);
        }
        if (isFocusVisible()) {
            g.setStroke(tokens.selected());
            g.setLineWidth(1);
            g.strokeRect(0.5, 0.5, width - 1, height - 1);
        }
    }

    /** What the model saw last: triggered where there is a trigger. */
    private @Nullable ImageResults seen(SubjectFacts facts) {
        return seen(model.workbench().latest().get(), facts);
    }

    private static @Nullable ImageResults seen(@Nullable SheetResult answer, SubjectFacts facts) {
        if (answer == null || answer.clean().pixels().length != facts.pixels().length) {
            return null;
        }
        return answer.triggered() == null ? answer.clean() : answer.triggered();
    }

    private boolean isTriggered() {
        SheetResult answer = model.workbench().latest().get();
        return answer != null && answer.triggered() != null;
    }

    /** Whether the trigger makes the model say the target class of an image of another class. */
    private boolean isFooled(SubjectFacts facts, ImageResults seen, int i) {
        int target = model.workbench().target().get();
        return seen.predictions()[i] == target && facts.labels()[i] != target;
    }

    private int edge(SubjectFacts facts, @Nullable ImageResults seen, int i, Tokens tokens) {
        if (seen == null) {
            return 0;
        }
        return SheetPicture.rgb(isTriggered() && isFooled(facts, seen, i) ? tokens.triggered() : tokens.clean());
    }

    /** What is other than in the pinned answer: a triangle where an image is fooled now, a disc where it no longer is. */
    private void marks(GraphicsContext g, SubjectFacts facts, @Nullable ImageResults seen, int scroll, Tokens tokens) {
        ImageResults pinned = seen(model.workbench().pinned().get(), facts);
        if (pinned == null || seen == null) {
            return;
        }
        for (int i = 0; i < layout.count(); i++) {
            boolean now = isFooled(facts, seen, i);
            if (now == isFooled(facts, pinned, i)) {
                continue;
            }
            double x = layout.x(i) + 2;
            double y = layout.y(i) - scroll + 2;
            g.setFill(now ? tokens.triggered() : tokens.clean());
            g.setStroke(Color.WHITE);
            g.setLineWidth(1);
            if (now) {
                double[] xs = {x, x + MARK / 2, x + MARK};
                double[] ys = {y + MARK, y, y + MARK};
                g.fillPolygon(xs, ys, 3);
                g.strokePolygon(xs, ys, 3);
            } else {
                g.fillOval(x, y, MARK, MARK);
                g.strokeOval(x, y, MARK, MARK);
            }
        }
    }

    private void outline(GraphicsContext g, int primary, int scroll, Tokens tokens) {
        double x = layout.x(primary);
        double y = layout.y(primary) - scroll;
        double side = layout.side();
        g.setLineWidth(1);
        g.setStroke(tokens.panel());
        g.strokeRect(x + 2.5, y + 2.5, side - 5, side - 5);
        g.setLineWidth(2);
        g.setStroke(tokens.selected());
        g.strokeRect(x + 1, y + 1, side - 2, side - 2);
    }

    private void press(MouseEvent event) {
        requestFocus();
        int at = layout.at(event.getX(), event.getY() + bar.getValue());
        if (at < 0 || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        Selection selection = model.workbench().selection();
        if (event.isShortcutDown() || event.isControlDown()) {
            selection.toggle(at);
        } else {
            selection.only(at);
        }
        event.consume();
    }

    private void hover(MouseEvent event) {
        SubjectFacts facts = model.scene().getValue();
        int at = layout.at(event.getX(), event.getY() + bar.getValue());
        ImageResults seen = facts == null ? null : seen(facts);
        if (facts == null || at < 0) {
            tooltip.setText("");
            return;
        }
        String shown = facts.classes().get(facts.labels()[at]);
        int said = seen == null ? -1 : seen.predictions()[at];
        tooltip.setText(
                said < 0 || said >= facts.classes().size()
                        ? TEXT.get("sheet.image", at + 1, shown)
                        : TEXT.get("sheet.seen", at + 1, shown, facts.classes().get(said)));
    }

    private void key(KeyEvent event) {
        Selection selection = model.workbench().selection();
        int primary = selection.primary().get();
        switch (event.getCode()) {
            case LEFT -> go(primary - 1);
            case RIGHT -> go(primary + 1);
            case UP -> go(primary - layout.columns());
            case DOWN -> go(primary + layout.columns());
            case HOME -> go(0);
            case END -> go(layout.count() - 1);
            case SPACE, ENTER -> selection.toggle(primary);
            case ESCAPE -> selection.clear();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void go(int image) {
        if (image >= 0 && image < layout.count()) {
            model.workbench().selection().primary().set(image);
            reveal(image);
        }
    }

    private void reveal(int at) {
        double top = layout.y(at);
        double bottom = top + layout.side() - canvas.getHeight();
        bar.setValue(Math.clamp(Math.clamp(bar.getValue(), Math.min(bottom, top), top), 0, bar.getMax()));
    }
}
