package org.triggerworkbench.app.charts;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.transform.Affine;
import org.jfree.fx.FXGraphics2D;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.method.figure.Points;
import org.triggerworkbench.method.figure.Smoothing;
import org.triggerworkbench.text.Messages;

/**
 * A chart of live curves: redrawn at most once a tick, only where something changed and it can be seen. The values under the
 * mouse are drawn on a canvas of their own above it.
 */
public final class LiveChart extends Region {
    private static final Messages TEXT = Messages.of(LiveChart.class);
    private static final double LINE = 17;
    private static final double PAD = 8;
    private static final double DOT = 6;
    /** Scrolled by so much, the axis is looked at twice as close. */
    private static final double WHEEL = 120;
    /** Steps that are left of the axis when nothing more can be seen. */
    private static final double NARROWEST = 4;

    private final ChartContent content;
    private final Theme theme;
    private final Canvas canvas = new Canvas();
    private final Canvas above = new Canvas();
    private long drawn = -1;
    private boolean stale = true;
    private int redraws;
    private ChartPainter.@Nullable Frame frame;
    private @Nullable Double hovered;
    private @Nullable Double grabbed;

    public LiveChart(ChartContent content, Theme theme) {
        this.content = content;
        this.theme = theme;
        setId("chart-" + content.id());
        setAccessibleText(content.title());
        setMinSize(0, 0);
        setPrefSize(320, 160);
        above.setMouseTransparent(true);
        getChildren().addAll(canvas, above);
        InvalidationListener change = _ -> stale = true;
        content.buffer().addListener(change);
        content.earlier().addListener(change);
        content.smoothing().addListener(change);
        content.logarithmic().addListener(change);
        content.end().addListener(change);
        content.band().addListener(change);
        content.zoom().addListener(change);
        theme.tokens().addListener(change);
        theme.textScale().addListener(change);
        sceneProperty().addListener(change);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(ScrollEvent.SCROLL, this::zoom);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            ChartPainter.Frame now = frame;
            grabbed = now == null ? null : now.value(event.getX());
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::pan);
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2) {
                content.zoom().set(null);
            }
        });
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> {
            hovered = null;
            drawAbove();
        });
    }

    /** Redraws if there is reason to; the window's timer calls this. */
    public void tick() {
        long version = content.buffer().get().version();
        if ((stale || version != drawn) && isSeen()) {
            drawn = version;
            draw();
        }
    }

    /** How often it was drawn, for tests. */
    int redraws() {
        return redraws;
    }

    /** Where the last drawing put what, for tests. */
    ChartPainter.@Nullable Frame frame() {
        return frame;
    }

    private boolean isSeen() {
        if (getScene() == null || getWidth() <= 0 || getHeight() <= 0) {
            return false;
        }
        return getScene().getWindow() == null || getScene().getWindow().isShowing();
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (width != canvas.getWidth() || height != canvas.getHeight()) {
            for (Canvas each : List.of(canvas, above)) {
                each.setWidth(width);
                each.setHeight(height);
            }
            stale = true;
            tick();
        }
    }

    private void draw() {
        stale = false;
        redraws++;
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        // The canvas keeps what was drawn with last; an FXGraphics2D takes it for new.
        graphics.setTransform(new Affine());
        graphics.setLineDashes();
        graphics.setLineWidth(1);
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        ChartShot shot = content.shot();
        FXGraphics2D g2 = new FXGraphics2D(graphics);
        double scale = theme.textScale().get();
        g2.scale(scale, scale);
        frame = ChartPainter.paint(
                        g2,
                        canvas.getWidth() / scale,
                        canvas.getHeight() / scale,
                        shot,
                        theme.tokens().get())
                .scaled(scale);
        drawAbove();
    }

    /** About the mouse: what is under it stays there. */
    private void zoom(ScrollEvent event) {
        ChartPainter.Frame now = frame;
        if (now == null || event.getDeltaY() == 0) {
            return;
        }
        double at = Math.clamp(now.value(event.getX()), now.from(), now.end());
        double factor = Math.pow(2, -event.getDeltaY() / WHEEL);
        double width = (now.end() - now.from()) * factor;
        look(at - (at - now.from()) * factor, width, now.last());
        event.consume();
    }

    private void pan(MouseEvent event) {
        ChartPainter.Frame now = frame;
        if (now == null || grabbed == null || content.zoom().get() == null) {
            return;
        }
        look(now.from() + grabbed - now.value(event.getX()), now.end() - now.from(), now.last());
        // What was grabbed is under the mouse again once it is drawn.
        tick();
    }

    /** Looks at a part of the axis, or at all of it where that is no less. */
    private void look(double from, double width, double last) {
        if (width >= last) {
            content.zoom().set(null);
            return;
        }
        double wide = Math.max(width, Math.min(last, NARROWEST));
        double left = Math.clamp(from, 0, last - wide);
        content.zoom().set(new ChartShot.Span(left, left + wide));
    }

    private void hover(MouseEvent event) {
        ChartPainter.Frame now = frame;
        hovered = now == null ? null : Math.clamp(now.value(event.getX()), now.from(), now.end());
        drawAbove();
    }

    private void drawAbove() {
        GraphicsContext graphics = above.getGraphicsContext2D();
        graphics.clearRect(0, 0, above.getWidth(), above.getHeight());
        ChartPainter.Frame now = frame;
        if (hovered == null || now == null) {
            return;
        }
        List<Reading> readings = readings(hovered);
        if (readings.isEmpty()) {
            return;
        }
        Tokens tokens = theme.tokens().get();
        double x = Math.floor(now.x(readings.getFirst().x())) + 0.5;
        graphics.setStroke(tokens.secondary());
        graphics.setLineWidth(1);
        graphics.strokeLine(x, now.area().getMinY(), x, now.area().getMaxY());
        for (Reading reading : readings) {
            // What sticks out has its dot at the edge.
            double y = Math.max(now.area().getMinY(), now.y(reading.y()));
            graphics.setFill(reading.ink());
            if (Double.isFinite(y)) {
                graphics.fillOval(now.x(reading.x()) - DOT / 2, y - DOT / 2, DOT, DOT);
            }
        }
        box(graphics, now, tokens, x, readings);
    }

    private void box(
            GraphicsContext graphics, ChartPainter.Frame now, Tokens tokens, double x, List<Reading> readings) {
        double scale = theme.textScale().get();
        Font font = Font.font(Theme.FONT, 12 * scale);
        double line = LINE * scale;
        List<String> words = new ArrayList<>();
        words.add(TEXT.get(
                "hover.at",
                content.shot().across(),
                Math.round(readings.getFirst().x())));
        readings.forEach(reading -> words.add(reading.words()));
        double widest =
                words.stream().mapToDouble(each -> width(each, font)).max().orElse(0);
        double wide = widest + 2 * PAD;
        double high = words.size() * line + PAD;
        double left = x + PAD + wide <= above.getWidth() ? x + PAD : Math.max(0, x - PAD - wide);
        double top = Math.max(0, Math.min(now.area().getMinY() + 4, above.getHeight() - high));
        graphics.setFill(tokens.panel());
        graphics.fillRoundRect(left, top, wide, high, 6, 6);
        graphics.setStroke(tokens.line());
        graphics.strokeRoundRect(Math.floor(left) + 0.5, Math.floor(top) + 0.5, Math.floor(wide), high, 6, 6);
        graphics.setFont(font);
        graphics.setTextBaseline(VPos.TOP);
        for (int i = 0; i < words.size(); i++) {
            graphics.setFill(i == 0 ? tokens.secondary() : readings.get(i - 1).ink());
            graphics.fillText(words.get(i), left + PAD, top + PAD / 2 + i * line);
        }
    }

    /** A value under the mouse. */
    record Reading(double x, double y, Color ink, String words) {}

    /** The values nearest to an x, one a series that has any. */
    List<Reading> readings(double x) {
        ChartShot shot = content.shot();
        List<Reading> readings = new ArrayList<>();
        for (CurveStyle style : shot.styles()) {
            Points points = shot.buffer().points(style.series());
            int at = points.nearest(x);
            if (at < 0) {
                continue;
            }
            double raw = points.ys()[at];
            boolean noisy = style.form() == CurveStyle.Form.NOISY && shot.smoothing() > 0;
            double shown = noisy ? Smoothing.of(points.ys(), at + 1, shot.smoothing())[at] : raw;
            Color ink = style.ink().of(theme.tokens().get());
            String words = noisy
                    ? TEXT.get("hover.smoothed", style.label(), number(raw), number(shown))
                    : TEXT.get("hover.value", style.label(), number(raw));
            readings.add(new Reading(points.xs()[at], shown, ink, words));
        }
        return readings;
    }

    private String number(double value) {
        return content.percent() ? Format.percent(value) : Format.number(value, 4);
    }

    private static double width(String words, Font font) {
        Text text = new Text(words);
        text.setFont(font);
        return text.getLayoutBounds().getWidth();
    }
}
