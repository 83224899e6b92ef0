package org.triggerworkbench.app.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Circle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.embedding.map.EmbeddingModel;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.embedding.map.MapMethod;
import org.triggerworkbench.app.embedding.scatter.MapViewport;
import org.triggerworkbench.app.embedding.scatter.PointRasterizer;
import org.triggerworkbench.app.embedding.scatter.ScatterTool;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.ColourBy;

/** The view headless: what the hand does to the selection, what it shows, and pictures to look at. */
@SuppressWarnings("NullAway.Init")
class EmbeddingViewTest {
    private static final Path PICTURES = Path.of("target/snapshots");

    private FakeScene fake;
    private EmbeddingModel model;
    private EmbeddingView view;
    private Scene scene;
    private Theme theme;

    private void open(List<String> classes, int images, double width, double height, boolean dark) {
        Fx.run(() -> {
            fake = new FakeScene(classes, images);
            model = new EmbeddingModel(fake.workbench, fake.answer, System::nanoTime, 1);
            theme = new Theme();
            view = new EmbeddingView(model, theme, () -> true);
            ViewPart part = view.part();
            HBox header = Ui.styled(new HBox(Ui.heading(part.title()), Ui.spring()), "tw-panel-header");
            header.getChildren().addAll(part.header());
            BorderPane root = Ui.styled(new BorderPane(part.content()), "tw-panel");
            root.setTop(header);
            scene = Fx.scene(root, width, height, theme, dark);
        });
    }

    private void answer(double pull, boolean joint) {
        Fx.run(() -> fake.answer.set(fake.answer(pull, null, 0, joint)));
        Fx.until("a frame", () -> {
            view.tick();
            MapFrame frame = model.frame().get();
            return frame != null && frame.answer().equals(fake.answer.get());
        });
        layout();
    }

    private void layout() {
        Fx.run(() -> {
            for (int i = 0; i < 2; i++) {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
            }
        });
    }

    private void picture(String name) {
        layout();
        Fx.picture(scene, PICTURES.resolve("embedding-" + name + ".png"));
    }

    @AfterEach
    void close() {
        model.close();
    }

    private Node node(String id) {
        return Objects.requireNonNull(scene.lookup("#" + id), id);
    }

    @Test
    void legend_tellsWhatSizesMean_asLargeAsOnTheMap() {
        open(List.of("stop", "yield", "parking"), 64, 430, 420, false);
        assertFalse(node("embedding-sizes").isVisible());
        answer(0.5, false);
        assertTrue(node("embedding-sizes").isVisible());
        List<String> words = Fx.call(() -> ((HBox) node("embedding-sizes"))
                .getChildren().stream().map(entry -> ((Label) entry).getText()).toList());
        assertEquals(List.of("image", "class mean", "chosen", "enlarged"), words);
        Circle image =
                (Circle) ((Label) ((HBox) node("embedding-sizes")).getChildren().getFirst()).getGraphic();
        assertEquals(PointRasterizer.radius(model.frame().get().xs().length), image.getRadius());
        picture("sizes");
    }

    private String text(String id) {
        return ((Label) node(id)).getText();
    }

    private void mouse(EventType<MouseEvent> type, double x, double y, boolean control) {
        Point2D at = view.pane().localToScene(x, y);
        Fx.run(() -> view.pane()
                .fireEvent(new MouseEvent(
                        type,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.PRIMARY,
                        1,
                        false,
                        control,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        true,
                        null)));
    }

    private void click(int point, boolean control) {
        MapViewport viewport = view.pane().viewport().get();
        double x = viewport.pixelX(view.pane().shownXs()[point]);
        double y = viewport.pixelY(view.pane().shownYs()[point]);
        mouse(MouseEvent.MOUSE_PRESSED, x, y, control);
        mouse(MouseEvent.MOUSE_RELEASED, x, y, control);
    }

    private Set<Integer> chosen() {
        return Fx.call(() -> fake.workbench.selection().chosen().get());
    }

    @Test
    void emptyMap_saysWhatGoesThere() {
        open(FakeScene.signs(), 64, 432, 560, false);
        layout();
        assertTrue(Fx.call(() -> scene.getRoot().lookup(".tw-empty").isVisible()));
        picture("empty");
    }

    @Test
    void mouseAndKeys_changeTheOneSelection() {
        open(FakeScene.signs(), 64, 432, 560, false);
        answer(0.9, true);
        click(7, false);
        assertEquals(7, fake.workbench.selection().primary().get());
        assertEquals(Set.of(), chosen());
        click(8, true);
        click(64 + 9, true);
        assertEquals(Set.of(8, 9), chosen());
        layout();
        assertEquals("2 of 64 images", text("embedding-count"));

        Fx.run(() -> view.gestures().tool().set(ScatterTool.LASSO));
        double[] xs = {-5, 430, 430, -5};
        double[] ys = {-5, -5, 500, 500};
        mouse(MouseEvent.MOUSE_PRESSED, xs[0], ys[0], false);
        for (int i = 1; i < xs.length; i++) {
            mouse(MouseEvent.MOUSE_DRAGGED, xs[i], ys[i], false);
        }
        mouse(MouseEvent.MOUSE_RELEASED, xs[3], ys[3], false);
        assertEquals(IntStream.range(0, 64).boxed().collect(Collectors.toSet()), chosen());
        assertEquals(ScatterTool.LASSO, view.gestures().tool().get());
        key(KeyCode.ESCAPE);
        assertEquals(Set.of(), chosen());

        Fx.run(() -> view.gestures().tool().set(ScatterTool.BOX));
        MapViewport viewport = view.pane().viewport().get();
        double x = viewport.pixelX(view.pane().shownXs()[7]);
        double y = viewport.pixelY(view.pane().shownYs()[7]);
        mouse(MouseEvent.MOUSE_PRESSED, x - 6, y - 6, false);
        mouse(MouseEvent.MOUSE_DRAGGED, x + 6, y + 6, false);
        mouse(MouseEvent.MOUSE_RELEASED, x + 6, y + 6, false);
        assertTrue(chosen().contains(7));
        assertTrue(chosen().size() < 30);

        key(KeyCode.RIGHT);
        Integer walked = view.pane().walked().get();
        assertNotNull(walked);
        key(KeyCode.SPACE);
        assertEquals(walked % 64, fake.workbench.selection().primary().get());
    }

    private void key(KeyCode code) {
        Fx.run(() ->
                view.pane().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    @Test
    void neighbours_areOfThePrimaryWhileWanted() {
        open(FakeScene.signs(), 64, 432, 560, false);
        answer(0.9, false);
        Fx.run(() -> ((ToggleButton) node("embedding-near")).fire());
        Fx.until("neighbours", () -> {
            view.tick();
            return model.neighbourhood().get() != null;
        });
        layout();
        // A word and the images beside it.
        assertEquals(
                9, ((HBox) node("embedding-neighbours-clean")).getChildren().size());
        picture("neighbours");
    }

    @Test
    void steps_showIterationsAndSayApproximate() {
        open(FakeScene.signs(), 64, 432, 560, false);
        Set<String> seen = new TreeSet<>();
        Fx.run(() -> {
            ((Label) node("embedding-iteration")).textProperty().addListener((_, _, now) -> seen.add(now));
            model.method().set(MapMethod.TSNE);
            fake.answer.set(fake.answer(0.9, null, 0, true));
        });
        Fx.until("the end", () -> {
            view.tick();
            return text("embedding-iteration").equals("1000 iterations")
                    && model.frame().get() != null;
        });
        assertTrue(seen.stream().filter(words -> words.startsWith("iteration ")).count() > 1, seen.toString());
        assertTrue(node("embedding-approximate").isVisible());
        picture("tsne");
        Fx.run(() -> model.method().set(MapMethod.PCA));
        assertFalse(node("embedding-steps").isVisible());
    }

    @Test
    void steps_stoppedHalfWay_saySo() {
        open(FakeScene.signs(), 64, 432, 560, false);
        Fx.run(() -> {
            ((Label) node("embedding-iteration")).textProperty().addListener((_, _, now) -> {
                if (now.startsWith("iteration ")) {
                    model.cancel();
                }
            });
            model.method().set(MapMethod.TSNE);
            fake.answer.set(fake.answer(0.9, null, 0, true));
        });
        Fx.until("the words of a broken off map", () -> {
            view.tick();
            return text("embedding-iteration").startsWith("stopped at iteration ");
        });
    }

    /** A map in steps grows from a point: a view that did not grow with it would soon be empty. */
    @Test
    void ownView_keepsItsShareOfAMapThatGrows() {
        open(FakeScene.signs(), 64, 432, 560, false);
        Fx.run(() -> {
            model.method().set(MapMethod.TSNE);
            fake.answer.set(fake.answer(0.9, null, 0, false));
        });
        Fx.until("a first map", () -> {
            view.tick();
            layout();
            return model.frame().get() != null;
        });
        wheel(120);
        int first = seen();
        Fx.until("the end", () -> {
            view.tick();
            return text("embedding-iteration").equals("1000 iterations");
        });
        layout();
        assertTrue(seen() > first / 3, seen() + " of " + first + " points are still seen");
    }

    private void wheel(double deltaY) {
        double x = view.pane().getWidth() / 2;
        double y = view.pane().getHeight() / 2;
        Point2D at = view.pane().localToScene(x, y);
        Fx.run(() -> view.pane()
                .fireEvent(new ScrollEvent(
                        ScrollEvent.SCROLL,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
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
                        null)));
    }

    /** How many points lie within the view. */
    private int seen() {
        return Fx.call(() -> {
            MapViewport viewport = view.pane().viewport().get();
            MapFrame frame = Objects.requireNonNull(model.frame().get());
            return (int) IntStream.range(0, frame.xs().length)
                    .filter(i -> within(
                                    viewport.pixelX(frame.xs()[i]), view.pane().getWidth())
                            && within(
                                    viewport.pixelY(frame.ys()[i]), view.pane().getHeight()))
                    .count();
        });
    }

    private static boolean within(double at, double length) {
        return at >= 0 && at <= length;
    }

    @Test
    void thousandLongNames_neverOverlap() {
        open(FakeScene.longNames(1000), 1000, 432, 560, false);
        answer(0.9, true);
        Fx.run(() -> fake.workbench.colourBy().set(ColourBy.CLASS));
        picture("names");
        List<Node> chips = Fx.call(() -> view.pane().chips().getChildren().stream()
                .filter(Label.class::isInstance)
                .filter(Node::isVisible)
                .toList());
        assertTrue(chips.size() > 5);
        for (Node a : chips) {
            for (Node b : chips) {
                assertTrue(a.equals(b) || !a.getBoundsInParent().intersects(b.getBoundsInParent()));
            }
        }
        assertEquals("place-0", chips.getFirst().getId());
    }

    /** At the largest text size as at the usual one. */
    @Test
    void namesOnTheMap_haveTheHeightTheirWordsNeed() {
        open(FakeScene.signs(), 64, 648, 700, false);
        answer(0.9, true);
        for (double scale : new double[] {1, 1.5}) {
            Fx.run(() -> theme.textScale().set(scale));
            layout();
            List<Label> names = Fx.call(() -> view.pane().chips().getChildren().stream()
                    .filter(Label.class::isInstance)
                    .filter(Node::isVisible)
                    .map(Label.class::cast)
                    .toList());
            assertTrue(names.size() > 5);
            Fx.run(() -> names.forEach(
                    name -> assertTrue(name.getHeight() >= name.prefHeight(-1) - 1, () -> "%s: %.1f of %.1f at %.1f"
                            .formatted(name.getText(), name.getHeight(), name.prefHeight(-1), scale))));
            assertTrue(Fx.call(() -> names.stream().anyMatch(name -> !name.isTextTruncated())));
        }
        Fx.run(() -> theme.textScale().set(1));
    }

    @Test
    void pictures_forTheEye() {
        open(FakeScene.signs(), 64, 432, 560, false);
        answer(0.9, true);
        picture("light");
        for (ColourBy by : ColourBy.values()) {
            Fx.run(() -> fake.workbench.colourBy().set(by));
            picture("by-" + by);
        }
        Fx.run(() -> {
            fake.workbench.colourBy().set(ColourBy.TRIGGER);
            fake.workbench.selection().choose(List.of(1, 13, 25, 37));
        });
        picture("chosen");
        Fx.run(() -> {
            fake.workbench.selection().clear();
            view.pane().thumbnails().set(true);
        });
        picture("thumbnails");
        model.close();
        open(FakeScene.signs(), 64, 432, 560, true);
        answer(0.9, true);
        picture("dark");
        Fx.run(() -> fake.workbench.colourBy().set(ColourBy.CLASS));
        picture("dark-class");
        model.close();
        open(FakeScene.signs(), 64, 360, 480, false);
        answer(0.9, false);
        picture("small");
        model.close();
        open(FakeScene.signs(), 412, 900, 700, false);
        answer(0.9, false);
        Fx.run(() ->
                fake.workbench.selection().choose(IntStream.range(0, 47).boxed().toList()));
        picture("large");
    }
}
