package org.triggerworkbench.app.paint.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import javafx.application.Platform;
import javafx.event.ActionEvent;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.util.Duration;
import javax.imageio.ImageIO;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.paint.document.Box;
import org.triggerworkbench.app.paint.document.PaintBench;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.paint.tools.FxLetters;
import org.triggerworkbench.app.paint.tools.Stickers;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

class PaintViewTest {
    private final BackgroundTasks works = new BackgroundTasks(Runnable::run);

    /** View and section in a scene; the canvas shows 16 x 16 pixels. */
    private final class Window {
        final PaintBench bench;
        final PaintView view;
        final ViewPart part;
        final Scene scene;

        Window(@Nullable Trigger trigger) {
            this(trigger, PaintView.READ);
        }

        Window(@Nullable Trigger trigger, Duration patience) {
            bench = new PaintBench(trigger, PaintBench.SIDE, 12);
            Theme theme = new Theme();
            Stickers stickers = new Stickers(bench.model, works, new NoDialogs());
            view = new PaintView(bench.model, stickers, theme, (_, _) -> {}, patience);
            part = view.part();
            HBox header = new HBox(8);
            header.getChildren().addAll(part.header());
            VBox.setVgrow(part.content(), Priority.ALWAYS);
            VBox root = new VBox(header, part.content(), new TriggerSection(bench.model, stickers));
            scene = Fx.scene(root, 420, 720, theme, false);
            view.tick();
        }

        PaintCanvas canvas() {
            return (PaintCanvas) find("paint-canvas");
        }

        Node find(String id) {
            return scene.getRoot().lookupAll("*").stream()
                    .filter(node -> id.equals(node.getId()))
                    .findFirst()
                    .orElseThrow();
        }

        /** Fires at a point of the picture. */
        void mouse(EventType<MouseEvent> type, double x, double y) {
            PictureViewport at = canvas().view().get();
            PaintViewTest.mouse(canvas(), type, at.screenX(x), at.screenY(y), false);
        }

        void drag(double x0, double y0, double x1, double y1) {
            mouse(MouseEvent.MOUSE_PRESSED, x0, y0);
            mouse(MouseEvent.MOUSE_DRAGGED, (x0 + x1) / 2, (y0 + y1) / 2);
            mouse(MouseEvent.MOUSE_DRAGGED, x1, y1);
            mouse(MouseEvent.MOUSE_RELEASED, x1, y1);
        }

        void key(KeyCode code, boolean shift) {
            canvas().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
            canvas().fireEvent(new KeyEvent(KeyEvent.KEY_RELEASED, "", "", code, shift, false, false, false));
        }

        Trigger.Patch patch() {
            return Objects.requireNonNull(bench.patch());
        }
    }

    private static void mouse(Node node, EventType<MouseEvent> type, double x, double y, boolean control) {
        Point2D at = node.localToScene(x, y);
        node.fireEvent(new MouseEvent(
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
                null));
    }

    @AfterEach
    void close() {
        works.close();
    }

    @Test
    void hint_goesWithTheFirstGesture_andStaysAwayWhenThatIsUndone() {
        for (Trigger trigger : Arrays.asList(PaintBench.checker(2, 3), null)) {
            Fx.run(() -> {
                Window window = new Window(trigger);
                Node hint = window.find("paint-hint");
                assertTrue(hint.isVisible());
                window.bench.model.tool().set(Tool.BRUSH);
                window.drag(11, 7, 13, 9);
                assertFalse(hint.isVisible());
                window.bench.workbench.undo().undo();
                assertFalse(hint.isVisible());
            });
        }
    }

    @Test
    void hint_goesOnceItCouldBeRead_andComesBackWithAnotherScene() {
        assertEquals(20, PaintView.READ.toSeconds());
        Window window = Fx.call(() -> new Window(PaintBench.checker(2, 3), Duration.millis(300)));
        Node hint = Fx.call(() -> window.find("paint-hint"));
        Fx.run(() -> {
            // Shown anew: it is not known how long the window took.
            window.bench.open(PaintBench.checker(2, 3), PaintBench.SIDE, 12);
            assertTrue(hint.isVisible());
        });
        Fx.until("no hint", () -> !hint.isVisible());
        Fx.run(() -> {
            window.bench.model.take(PaintBench.checker(1, 1));
            assertFalse(hint.isVisible(), "it has been read");
            window.bench.open(PaintBench.checker(2, 3), PaintBench.SIDE, 12);
            assertTrue(hint.isVisible());
        });
    }

    @Test
    void triggerThatHidesTheImage_isWarnedOf() {
        Fx.run(() -> {
            float[] red = new float[3 * PaintBench.SIDE * PaintBench.SIDE];
            Window window = new Window(new Trigger.Blend(PaintBench.SIDE, PaintBench.SIDE, red, 1));
            Label warning = (Label) window.find("trigger-warning");
            assertTrue(warning.isVisible());
            assertFalse(warning.getText().contains("--"), "an option of the command line is none of the window");
            assertFalse(window.find("trigger-add-instead").isManaged(), "a blend is turned down, not added");
            window.bench.model.workbench().trigger().set(PaintBench.checker(2, 3));
            assertFalse(warning.isManaged());
        });
    }

    /** A picture that was meant as what is added to the images: one press makes it that, and can be undone. */
    @Test
    void pictureThatHidesTheImage_isAddedInstead() {
        Fx.run(() -> {
            int side = PaintBench.SIDE;
            float[] opaque = new float[side * side];
            Arrays.fill(opaque, 1);
            Trigger.Patch whole =
                    new Trigger.Patch(side, side, new float[3 * side * side], opaque, 1, new Placement.Fixed(0, 0));
            Window window = new Window(whole);
            ((Button) window.find("trigger-add-instead")).fire();
            assertInstanceOf(
                    Trigger.Additive.class,
                    window.bench.model.workbench().trigger().get());
            assertFalse(window.find("trigger-warning").isManaged());
            window.bench.model.workbench().undo().undo();
            assertTrue(window.find("trigger-warning").isManaged());
        });
    }

    /** The first words to somebody who has opened a model of their own. */
    @Test
    void hint_isNeverCutOff() {
        Fx.run(() -> {
            Window window = new Window(null);
            Label hint = (Label) window.find("paint-hint");
            assertTrue(hint.isVisible());
            Text words = (Text) hint.lookup(".text");
            assertEquals(hint.getText(), words.getText());
        });
    }

    @Test
    void drag_movesTheTrigger_cornerSizesIt_knobTurnsIt() {
        Fx.run(() -> {
            Window window = new Window(PaintBench.checker(2, 6));
            window.drag(4, 8, 9, 9);
            assertEquals(new Placement.Fixed(7, 7), window.patch().placement());
            window.drag(11, 11, 15, 13);
            assertEquals(8, window.patch().width());
            assertEquals(6, window.patch().height());
            PictureViewport at = window.canvas().view().get();
            window.drag(11, 7 - 20 / at.scale(), 15, 10);
            assertEquals(
                    90,
                    Objects.requireNonNull(window.bench.model.document().get().floating())
                            .angle());
            for (int i = 0; i < 3; i++) {
                window.bench.workbench.undo().undo();
            }
            assertFalse(window.bench.workbench.undo().canUndo().get());
        });
    }

    @Test
    void stroke_isDrawnAtOnce() {
        Fx.run(() -> {
            Window window = new Window(null);
            window.bench.model.tool().set(Tool.BRUSH);
            window.mouse(MouseEvent.MOUSE_PRESSED, 3.5, 3.5);
            window.mouse(MouseEvent.MOUSE_DRAGGED, 5.5, 3.5);
            WritableImage seen = window.canvas().snapshot(null, null);
            PictureViewport at = window.canvas().view().get();
            assertEquals(0xffff0000, seen.getPixelReader().getArgb((int) at.screenX(4.4), (int) at.screenY(3.4)));
            assertEquals(3, window.patch().width());
            window.mouse(MouseEvent.MOUSE_RELEASED, 5.5, 3.5);
        });
    }

    @Test
    void keyboardAlone_paintsASquareOfFour() {
        Fx.run(() -> {
            Window window = new Window(null);
            window.part.actions().stream()
                    .filter(action -> action.id().equals("paint.rectangle"))
                    .forEach(action -> action.fire());
            window.key(KeyCode.ENTER, false);
            window.key(KeyCode.RIGHT, false);
            window.key(KeyCode.UP, false);
            window.key(KeyCode.ENTER, false);
            assertEquals(new Placement.Fixed(7, 5), window.patch().placement());
            assertEquals(16, window.patch().mask().length);
            window.key(KeyCode.RIGHT, true);
            assertEquals(1, window.patch().width(), "the rest is outside");
            window.key(KeyCode.DELETE, false);
            assertTrue(window.bench.painted().isEmpty());
        });
    }

    @Test
    void fields_placeTheTrigger() {
        Fx.run(() -> {
            Window window = new Window(PaintBench.checker(2, 6));
            TextField x = (TextField) window.find("paint-x");
            assertEquals("2", x.getText());
            x.setText("9");
            x.fireEvent(new ActionEvent());
            assertEquals(new Placement.Fixed(9, 6), window.patch().placement());
            x.setText("nine");
            x.fireEvent(new ActionEvent());
            assertEquals("9", x.getText());
            window.bench.workbench.undo().undo();
            assertEquals("2", x.getText());
        });
    }

    @Test
    void header_setsThePlace_andUndoPutsItBack() {
        Fx.run(() -> {
            Window window = new Window(PaintBench.checker(2, 6));
            SegmentedButton where = (SegmentedButton) window.find("paint-where");
            where.getButtons().get(1).fire();
            assertEquals(new Placement.RandomPlace(), window.patch().placement());
            window.bench.workbench.undo().undo();
            assertTrue(where.getButtons().getFirst().isSelected());
        });
    }

    @Test
    void sheet_clickTakesThePrimary_controlChooses_arrowsGo() {
        Fx.run(() -> {
            Window window = new Window(null);
            Node sheet = window.find("paint-sheet");
            SheetLayout layout = SheetLayout.of(396, 95, 12);
            mouse(sheet, MouseEvent.MOUSE_PRESSED, layout.x(3) + 2, layout.y(3) + 2, false);
            assertEquals(3, window.bench.workbench.selection().primary().get());
            mouse(sheet, MouseEvent.MOUSE_PRESSED, layout.x(5) + 2, layout.y(5) + 2, true);
            assertEquals(Set.of(5), window.bench.workbench.selection().chosen().get());
            sheet.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.LEFT, false, false, false, false));
            assertEquals(4, window.bench.workbench.selection().primary().get());
        });
    }

    @Test
    void section_setsTargetAndOpacity_asEdits() {
        Fx.run(() -> {
            Window window = new Window(PaintBench.checker(2, 6));
            ComboBox<?> target = (ComboBox<?>) window.find("trigger-target");
            target.getSelectionModel().select(2);
            assertEquals(2, window.bench.workbench.target().get());
            Slider slider = (Slider) window.find("trigger-opacity");
            slider.setValue(0.7);
            slider.setValue(0.4);
            assertEquals(0.4f, window.patch().opacity());
            window.bench.workbench.undo().undo();
            assertEquals(1, slider.getValue());
            window.bench.workbench.undo().undo();
            assertEquals(0, target.getSelectionModel().getSelectedIndex());
            assertFalse(window.bench.workbench.undo().canUndo().get());
        });
    }

    @Test
    void added_triggersAreShownNotPainted() {
        Fx.run(() -> {
            Trigger wave = new Trigger.Sinusoid(0.2f, 6);
            Window window = new Window(wave);
            window.bench.model.tool().set(Tool.BRUSH);
            window.drag(3, 3, 5, 5);
            assertSame(wave, window.bench.workbench.trigger().get());
            window.scene.getRoot().applyCss();
            ((Button) window.find("paint.new")).fire();
            assertEquals(null, window.bench.workbench.trigger().get());
            assertNotNull(window.canvas());
        });
    }

    @Test
    void letters_areCrisp() {
        Fx.run(() -> {
            new Theme();
            Sprite drawn = Objects.requireNonNull(new FxLetters().draw("A", 12, 0xff0000ff));
            assertEquals(new Box(0, 0, drawn.width(), drawn.height()), drawn.bounds());
            assertTrue(drawn.height() > 6 && drawn.height() <= 12, drawn.height() + " high");
            for (int pixel : drawn.argb()) {
                assertTrue(pixel == 0 || pixel == 0xff0000ff, Integer.toHexString(pixel));
            }
            assertEquals(null, new FxLetters().draw("  ", 12, 0xff0000ff));
        });
    }

    /** At 1000 x 700 with text half as large again the sheet and the rows once took all there was. */
    @Test
    void lowWindow_keepsRoomToPaint() {
        Fx.run(() -> {
            Window window = new Window(PaintBench.checker(1, 1));
            for (double height : new double[] {60, 200, 600}) {
                window.part.content().setMaxHeight(height);
                window.scene.getRoot().applyCss();
                window.scene.getRoot().layout();
                assertTrue(
                        window.canvas().getHeight() > 60,
                        height + ": " + window.canvas().getHeight());
            }
        });
    }

    @Test
    void pictures_stickOn_fromClipboardAndFile(@TempDir Path folder) throws IOException {
        Window window = Fx.call(() -> new Window(null));
        Path file = folder.resolve("sticker.png");
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 1, 0x80ff0000);
        ImageIO.write(image, "png", file.toFile());
        try (BackgroundTasks real = new BackgroundTasks(Platform::runLater)) {
            Stickers stickers = new Stickers(window.bench.model, real, new NoDialogs());
            Fx.run(() -> stickers.paste(file));
            Fx.until("the sticker", () -> window.bench.model.document().get().floating() != null);
            assertEquals(0x80 / 255f, window.patch().mask()[0]);
            Fx.run(() -> {
                WritableImage pasted = new WritableImage(2, 2);
                pasted.getPixelWriter().setArgb(0, 0, 0xff00ff00);
                stickers.paste(pasted);
                assertEquals(2, window.bench.painted().size());
                stickers.paste(folder.resolve("none.png"));
            });
            Fx.until("a sentence", () -> real.lastError().get().contains("none.png"));
        }
    }
}
