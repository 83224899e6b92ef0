package org.triggerworkbench.app.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.image.WritablePixelFormat;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTasks;

class LiveChartTest {
    @Test
    void tick_drawsOnlyWhatChangedAndIsSeen() {
        ChartContent content = SampleCharts.loss();
        LiveChart chart = Fx.call(() -> new LiveChart(content, new Theme()));
        Fx.run(chart::tick);
        assertEquals(0, Fx.call(chart::redraws));
        Fx.scene(new StackPane(chart), 500, 300, Fx.call(Theme::new), false);
        Fx.run(chart::tick);
        int first = Fx.call(chart::redraws);
        assertTrue(first >= 1);
        for (int i = 0; i < 1000; i++) {
            content.buffer().get().add("clean", 421 + i, 0.7);
        }
        Fx.run(() -> {
            chart.tick();
            chart.tick();
        });
        assertEquals(first + 1, Fx.call(chart::redraws));
    }

    /** What was drawn last has dashes and thick lines; a grid has neither. */
    @Test
    void drawnAnew_looksAsBefore() {
        ChartContent content = SampleCharts.loss();
        Theme theme = Fx.call(Theme::new);
        LiveChart chart = Fx.call(() -> new LiveChart(content, theme));
        Scene scene = Fx.scene(new StackPane(chart), 500, 300, theme, false);
        Fx.run(chart::tick);
        int[] once = pixels(scene);
        Fx.run(() -> {
            theme.tokens().set(Tokens.DARK);
            chart.tick();
            theme.tokens().set(Tokens.LIGHT);
            chart.tick();
        });
        assertArrayEquals(once, pixels(scene));
    }

    @Test
    void largerWords_makeTheWholeChartLarger_alsoUnderTheMouse() {
        ChartContent content = SampleCharts.loss();
        Theme theme = Fx.call(Theme::new);
        LiveChart chart = Fx.call(() -> new LiveChart(content, theme));
        Fx.scene(new StackPane(chart), 600, 450, theme, false);
        Fx.run(chart::tick);
        double usual = Fx.call(() -> area(chart).getX());
        Fx.run(() -> {
            theme.textScale().set(1.5);
            chart.tick();
        });
        assertEquals(1.5 * usual, Fx.call(() -> area(chart).getX()), 1e-9);
        assertTrue(Fx.call(() -> area(chart).getMaxX() <= 600));
        Fx.run(() -> theme.textScale().set(1));
    }

    private static Rectangle2D area(LiveChart chart) {
        return Objects.requireNonNull(chart.frame()).area();
    }

    private static int[] pixels(Scene scene) {
        return Fx.call(() -> {
            WritableImage image = scene.snapshot(null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            int[] pixels = new int[width * height];
            image.getPixelReader()
                    .getPixels(0, 0, width, height, WritablePixelFormat.getIntArgbInstance(), pixels, 0, width);
            return pixels;
        });
    }

    @Test
    void readings_tellTheValuesNearestToTheMouse() {
        ChartContent content = SampleCharts.loss();
        LiveChart chart = Fx.call(() -> new LiveChart(content, new Theme()));
        List<LiveChart.Reading> readings = Fx.call(() -> chart.readings(100.4));
        assertEquals(3, readings.size());
        assertEquals(100, readings.getFirst().x());
        assertTrue(
                readings.getFirst().words().matches("control +\\d\\.\\d{4}, smoothed \\d\\.\\d{4}"),
                () -> readings.getFirst().words());
    }

    @Test
    void wheelZooms_dragPans_doubleClickResets() {
        ChartContent content = SampleCharts.loss();
        LiveChart chart = Fx.call(() -> new LiveChart(content, new Theme()));
        Fx.scene(new StackPane(chart), 500, 300, Fx.call(Theme::new), false);
        Fx.run(chart::tick);
        Fx.run(() -> chart.fireEvent(wheel(250, 120)));
        ChartShot.Span once = Objects.requireNonNull(content.zoom().get());
        Fx.run(chart::tick);
        Fx.run(() -> chart.fireEvent(wheel(250, 120)));
        ChartShot.Span twice = Objects.requireNonNull(content.zoom().get());
        assertEquals(once.width() / 2, twice.width(), 1e-6);
        assertTrue(twice.from() > once.from() && twice.to() < once.to());
        Fx.run(chart::tick);
        Fx.run(() -> {
            chart.fireEvent(mouse(MouseEvent.MOUSE_PRESSED, 200, 1));
            chart.fireEvent(mouse(MouseEvent.MOUSE_DRAGGED, 260, 1));
        });
        ChartShot.Span moved = Objects.requireNonNull(content.zoom().get());
        assertEquals(twice.width(), moved.width(), 1e-6);
        assertTrue(moved.from() < twice.from());
        Fx.run(() -> chart.fireEvent(mouse(MouseEvent.MOUSE_CLICKED, 200, 2)));
        assertNull(content.zoom().get());
        Fx.run(chart::tick);
        Fx.run(() -> chart.fireEvent(wheel(250, -120)));
        assertNull(content.zoom().get(), "there is no more than all");
    }

    @Test
    void band_reachesFromTheLeastToTheLargest_whereAllRunsHaveAPoint() {
        CurveBuffer one = new CurveBuffer();
        CurveBuffer other = new CurveBuffer();
        one.add("ca", 1, 0.5);
        one.add("ca", 2, 0.9);
        other.add("ca", 1, 0.7);
        Map<Double, double[]> reach = BandPainter.reach(List.of(one, other), "ca");
        assertEquals(Set.of(1.0), reach.keySet());
        assertArrayEquals(new double[] {0.5, 0.7}, reach.get(1.0));
    }

    /** The pen of a band is not that of the words above it. */
    @Test
    void namesAboveABand_haveTheirOwnColour() {
        ChartContent content = SampleCharts.rates();
        content.band().setAll(List.of(content.buffer().get(), content.buffer().get()));
        LiveChart chart = Fx.call(() -> new LiveChart(content, new Theme()));
        Scene scene = Fx.scene(new StackPane(chart), 230, 300, Fx.call(Theme::new), false);
        Fx.run(chart::tick);
        int[] pixels = pixels(scene);
        int names = 16 * 230;
        for (Color ink : List.of(Tokens.LIGHT.control(), Tokens.LIGHT.clean(), Tokens.LIGHT.triggered())) {
            assertTrue(
                    Arrays.stream(pixels, 0, names).anyMatch(pixel -> isNear(pixel, ink)),
                    () -> "no name is written in " + ink);
        }
    }

    private static boolean isNear(int argb, Color ink) {
        return Math.abs((argb >> 16 & 0xff) - 255 * ink.getRed()) < 30
                && Math.abs((argb >> 8 & 0xff) - 255 * ink.getGreen()) < 30
                && Math.abs((argb & 0xff) - 255 * ink.getBlue()) < 30;
    }

    /** What the axis does not reach is read all the same. */
    @Test
    void readings_tellAFirstValueThatSticksOut() {
        LiveChart chart = Fx.call(() -> new LiveChart(SampleCharts.peaked(), new Theme()));
        List<LiveChart.Reading> readings = Fx.call(() -> chart.readings(0));
        assertTrue(readings.stream().anyMatch(reading -> reading.words().contains("412.0000")), () -> "" + readings);
    }

    private static ScrollEvent wheel(double x, double deltaY) {
        return new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                100,
                x,
                100,
                false,
                false,
                false,
                false,
                false,
                false,
                0,
                deltaY,
                0,
                deltaY,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null);
    }

    private static MouseEvent mouse(EventType<MouseEvent> type, double x, int clicks) {
        return new MouseEvent(
                type,
                x,
                100,
                x,
                100,
                MouseButton.PRIMARY,
                clicks,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                false,
                false,
                false,
                null);
    }

    @Test
    void pane_looksAsItShould() {
        Path pictures = Path.of("target/snapshots");
        for (boolean dark : List.of(false, true)) {
            Theme theme = Fx.call(Theme::new);
            List<ChartPane> panes = new ArrayList<>();
            HBox root = Fx.call(() -> {
                BackgroundTasks works = new BackgroundTasks(Runnable::run);
                panes.add(new ChartPane(SampleCharts.loss(), theme, works, new NoDialogs(), true));
                panes.add(new ChartPane(SampleCharts.rates(), theme, works, new NoDialogs(), false));
                panes.add(new ChartPane(SampleCharts.peaked(), theme, works, new NoDialogs(), false));
                panes.forEach(pane -> HBox.setHgrow(pane, Priority.ALWAYS));
                HBox box = new HBox(panes.toArray(ChartPane[]::new));
                box.getStyleClass().add("tw-panel");
                return box;
            });
            Scene scene = Fx.scene(root, 1000, 240, theme, dark);
            Fx.run(() -> {
                panes.forEach(ChartPane::tick);
                move(panes.getFirst().getChildren().getLast(), 200, 60);
            });
            Fx.picture(scene, pictures.resolve(dark ? "charts-dark.png" : "charts-light.png"));
            assertEquals(5, panes.getFirst().actions().size());
        }
    }

    private static void move(Node node, double x, double y) {
        node.fireEvent(new MouseEvent(
                MouseEvent.MOUSE_MOVED,
                x,
                y,
                x,
                y,
                MouseButton.NONE,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                false,
                true,
                null));
    }
}
