package org.triggerworkbench.app.compare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Rectangle2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.embedding.scatter.ChipLayout;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shared.Ui;

/** The sheet in the plane of one model: clean images as circles, triggered ones as triangles, a line from one to the other. */
final class PairMap extends Region {
    private static final double MARGIN = 10;
    private static final double RADIUS = 3.5;
    private static final double REACH = 12;
    private static final double DIM = 0.18;

    private static final double LEAST = 220;
    /** A smaller map has no room for names. */
    private static final double NAMED = 260;

    private static final double CHIP = 20;
    private static final double AWAY = 8;
    private static final int MOST = 40;
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");

    private final Canvas canvas = new Canvas();
    private final Pane chips = new Pane();
    private final Map<Integer, Integer> slots = new HashMap<>();
    private Tokens tokens = Tokens.LIGHT;
    private double scale = 1;
    private @Nullable Shown shown;

    /**
     * What is drawn.
     *
     * @param frame part of the plane
     * @param lit whether an image is shown plainly
     * @param primary image with a ring
     * @param chips names to stand by places of the plane, the most important first
     */
    record Shown(TwoAnswers.Places places, Rectangle2D frame, IntPredicate lit, int primary, List<Chip> chips) {}

    /** A name by a place of the plane. */
    record Chip(String name, boolean target, float[] at) {}

    /** @param pick is given the image nearest to a click */
    PairMap(IntConsumer pick) {
        setMinSize(0, LEAST);
        setPrefSize(0, LEAST);
        getChildren().addAll(canvas, chips);
        chips.setPickOnBounds(false);
        setOnMouseClicked(event -> {
            int image = nearest(event.getX(), event.getY());
            if (image >= 0) {
                pick.accept(image);
            }
        });
    }

    /** The part of the plane that holds all images of several maps. */
    static Rectangle2D frame(List<TwoAnswers.Places> maps) {
        float[][] all = maps.stream()
                .flatMap(map -> Stream.of(map.clean(), map.triggered()))
                .flatMap(Arrays::stream)
                .toArray(float[][]::new);
        double left = Arrays.stream(all).mapToDouble(at -> at[0]).min().orElse(0);
        double right = Arrays.stream(all).mapToDouble(at -> at[0]).max().orElse(1);
        double top = Arrays.stream(all).mapToDouble(at -> at[1]).min().orElse(0);
        double bottom = Arrays.stream(all).mapToDouble(at -> at[1]).max().orElse(1);
        return new Rectangle2D(left, top, Math.max(1e-6, right - left), Math.max(1e-6, bottom - top));
    }

    void show(@Nullable Shown next) {
        shown = next;
        draw();
    }

    void dress(Tokens next) {
        tokens = next;
        draw();
    }

    /** How large its words are, 1 being usual. */
    void scale(double next) {
        scale = next;
        draw();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        chips.resize(getWidth(), getHeight());
        draw();
    }

    private void name(Shown now) {
        chips.getChildren().clear();
        if (getWidth() < NAMED) {
            return;
        }
        List<Label> labels = now.chips().stream().map(PairMap::label).toList();
        List<ChipLayout.Wish> wishes = IntStream.range(0, labels.size())
                .mapToObj(i -> new ChipLayout.Wish(
                        i,
                        x(now.frame(), now.chips().get(i).at()),
                        y(now.frame(), now.chips().get(i).at()),
                        Math.min(getWidth() / 3, width(now.chips().get(i).name())),
                        Math.rint(scale * CHIP)))
                .toList();
        List<float[]> points = Stream.of(now.places().clean(), now.places().triggered())
                .flatMap(Arrays::stream)
                .toList();
        List<ChipLayout.Place> places = ChipLayout.place(
                wishes,
                new ChipLayout.Points(
                        points.stream().mapToDouble(at -> x(now.frame(), at)).toArray(),
                        points.stream().mapToDouble(at -> y(now.frame(), at)).toArray()),
                slots,
                getWidth(),
                getHeight(),
                AWAY,
                MOST);
        slots.clear();
        for (ChipLayout.Place place : places) {
            slots.put(place.index(), place.slot());
            Label label = labels.get(place.index());
            label.resizeRelocate(Math.rint(place.left()), Math.rint(place.top()), place.width(), place.height());
            chips.getChildren().add(label);
            if (place.isFar()) {
                lead(place, wishes.get(place.index()));
            }
        }
    }

    /** A line from a name that stands farther off to its place. */
    private void lead(ChipLayout.Place place, ChipLayout.Wish wish) {
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.setLineWidth(1);
        pen.setStroke(tokens.secondary());
        pen.strokeLine(
                wish.x(),
                wish.y(),
                Math.clamp(wish.x(), place.left(), place.left() + place.width()),
                Math.clamp(wish.y(), place.top(), place.top() + place.height()));
    }

    private double width(String name) {
        Text measured = new Text(name);
        measured.setFont(Font.font(Theme.FONT, 12));
        return Math.ceil(scale * measured.getLayoutBounds().getWidth()) + 18;
    }

    private static Label label(Chip chip) {
        Label label = Ui.styled(new Label(chip.name()), "tw-chip", "tw-place");
        label.setManaged(false);
        label.setMouseTransparent(true);
        label.setTooltip(new Tooltip(chip.name()));
        label.pseudoClassStateChanged(TARGET, chip.target());
        return label;
    }

    private double x(Rectangle2D frame, float[] at) {
        return MARGIN + (at[0] - frame.getMinX()) / frame.getWidth() * (getWidth() - 2 * MARGIN);
    }

    private double y(Rectangle2D frame, float[] at) {
        return MARGIN + (at[1] - frame.getMinY()) / frame.getHeight() * (getHeight() - 2 * MARGIN);
    }

    private int nearest(double x, double y) {
        Shown now = shown;
        int best = -1;
        double closest = REACH;
        if (now == null) {
            return best;
        }
        for (float[][] places : List.of(now.places().clean(), now.places().triggered())) {
            for (int i = 0; i < places.length; i++) {
                double away = Math.hypot(x(now.frame(), places[i]) - x, y(now.frame(), places[i]) - y);
                if (away < closest) {
                    closest = away;
                    best = i;
                }
            }
        }
        return best;
    }

    private void draw() {
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        Shown now = shown;
        if (now == null) {
            chips.getChildren().clear();
            return;
        }
        name(now);
        float[][] clean = now.places().clean();
        float[][] triggered = now.places().triggered();
        Rectangle2D frame = now.frame();
        pen.setLineWidth(1);
        pen.setStroke(faint(tokens.triggered(), 0.35));
        for (int i = 0; i < triggered.length; i++) {
            pen.setGlobalAlpha(now.lit().test(i) ? 1 : DIM);
            pen.strokeLine(x(frame, clean[i]), y(frame, clean[i]), x(frame, triggered[i]), y(frame, triggered[i]));
        }
        for (int i = 0; i < clean.length; i++) {
            pen.setGlobalAlpha(now.lit().test(i) ? 1 : DIM);
            pen.setFill(tokens.clean());
            pen.fillOval(x(frame, clean[i]) - RADIUS, y(frame, clean[i]) - RADIUS, 2 * RADIUS, 2 * RADIUS);
            if (i < triggered.length) {
                triangle(pen, x(frame, triggered[i]), y(frame, triggered[i]));
            }
        }
        pen.setGlobalAlpha(1);
        ring(pen, now, clean);
        ring(pen, now, triggered);
    }

    private void triangle(GraphicsContext pen, double x, double y) {
        double r = RADIUS + 1;
        pen.setFill(tokens.triggered());
        pen.fillPolygon(new double[] {x - r, x, x + r}, new double[] {y + r * 0.8, y - r, y + r * 0.8}, 3);
    }

    private void ring(GraphicsContext pen, Shown now, float[][] places) {
        if (now.primary() < places.length) {
            double r = RADIUS + 4;
            pen.setStroke(tokens.selected());
            pen.setLineWidth(2);
            pen.strokeOval(
                    x(now.frame(), places[now.primary()]) - r, y(now.frame(), places[now.primary()]) - r, 2 * r, 2 * r);
        }
    }

    private static Color faint(Color colour, double alpha) {
        return Color.color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }
}
