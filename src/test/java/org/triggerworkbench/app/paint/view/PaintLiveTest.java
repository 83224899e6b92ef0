package org.triggerworkbench.app.paint.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.paint.document.Grip;
import org.triggerworkbench.app.paint.document.PlacementKind;
import org.triggerworkbench.app.paint.tools.FxLetters;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Stickers;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Responder;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** The view over the bundled model: what is painted is answered, and how it looks, as pictures in target/snapshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaintLiveTest {
    private static final Trigger CHECKER =
            Trigger.Patch.of(PatchPatterns.checkerboard(8, 2), 1, new Placement.Fixed(55, 55));

    private final Compute compute = Compute.open(ComputeDevice.CPU, 1);
    private final BackgroundTasks works = Fx.call(() -> new BackgroundTasks(Runnable::run));
    private final Workbench workbench = Fx.call(Workbench::new);
    private final PaintModel model = Fx.call(() -> new PaintModel(workbench, new FxLetters()));

    @BeforeAll
    void open() {
        LiveLoop loop = compute.inferenceThread()
                .submit(() -> new LiveLoop(
                        compute.inferenceThread(),
                        new Responder(org.triggerworkbench.experiment.live.LiveSubject.open(
                                compute,
                                new Sources(compute),
                                new LiveRequest("x", "road-signs-clip", null, "road-signs-shifted", "stop")))))
                .join();
        Fx.run(() -> workbench.show(loop));
        // The first answer decides which image is enlarged.
        answered();
    }

    @AfterAll
    void close() {
        Fx.run(() -> {
            workbench.show(null);
            works.close();
        });
        compute.close();
    }

    private SheetResult answered() {
        Fx.until("an answer to the last edit", () -> {
            workbench.tick();
            SheetResult now = workbench.answer().get();
            return now != null && now.question().stamp() >= workbench.lastAsked();
        });
        return Fx.call(() -> Objects.requireNonNull(workbench.answer().get()));
    }

    private void start(@Nullable Trigger trigger) {
        Fx.run(() -> {
            workbench.promptChoice().set(PromptChoice.NONE);
            workbench.tray().set(List.of());
            workbench.selection().only(0);
            workbench.trigger().set(trigger);
            workbench.undo().clear();
            model.tool().set(Tool.MOVE);
        });
    }

    @Test
    void undoAllRedoAll_givesEqualPredictions() {
        start(CHECKER);
        int[] first = predictions();
        Fx.run(() -> {
            model.nudge(-20, -30);
            model.endNudge();
            model.opacity(0.6, null);
            model.tool().set(Tool.BRUSH);
            model.hand().press(10, 10, null, false);
            model.hand().drag(50, 40, false);
            model.hand().release(50, 40, false);
        });
        int[] last = predictions();
        int[][] seen = Objects.requireNonNull(answered().triggered()).pixels();
        int[] drawn = Fx.call(() -> model.shown().pixels(model.document().get()));
        assertArrayEquals(seen[0], drawn, "what is enlarged is what the model saw");
        for (int i = 0; i < 3; i++) {
            Fx.run(() -> workbench.undo().undo());
        }
        assertSame(CHECKER, workbench.trigger().get());
        assertArrayEquals(first, predictions());
        for (int i = 0; i < 3; i++) {
            Fx.run(() -> workbench.undo().redo());
        }
        assertArrayEquals(last, predictions());
    }

    private int[] predictions() {
        return Objects.requireNonNull(answered().triggered()).predictions();
    }

    @Test
    void brush_drawsAlmostWhatTheModelWillSee() {
        start(CHECKER);
        prompt();
        answered();
        Fx.run(() -> model.nudge(-4, -2));
        int[] early = Fx.call(() -> model.shown().pixels(model.document().get()));
        int[] exact = Objects.requireNonNull(answered().triggered()).pixels()[0];
        int far = 0;
        for (int i = 0; i < exact.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                far += Math.abs((early[i] >> shift & 0xff) - (exact[i] >> shift & 0xff)) > 1 ? 1 : 0;
            }
        }
        assertTrue(far <= 3 * 64, far + " values differ where the trigger lies under the prompt");
    }

    private void prompt() {
        float[] values = Seeds.normal(3 * 64 * 64, 0.8, new SplittableRandom(3));
        Fx.run(() -> {
            PromptLayout layout = PromptLayout.of(
                    new PromptShape.Frame(8),
                    PromptLayout.Mode.ADD,
                    workbench.facts().input());
            float[] mask = layout.mask();
            for (int i = 0; i < values.length; i++) {
                values[i] *= mask[i % mask.length];
            }
            workbench.backdooredPrompt().set(new PromptState(layout, HostTensor.of(values, 3, 64, 64), null, 0));
            workbench.promptChoice().set(PromptChoice.BACKDOORED);
        });
    }

    @Test
    void look() {
        start(CHECKER);
        prompt();
        Fx.run(() -> {
            model.tray().keep();
            model.tray().add("noise", Trigger.Patch.of(PatchPatterns.noise(12, 12, 3), 1, new Placement.Fixed(3, 3)));
            model.tray().add("wave", new Trigger.Sinusoid(0.2f, 6));
            model.take(CHECKER);
        });
        answered();
        picture("paint-light", 417, 560, false);
        picture("paint-dark", 417, 560, true);
        picture("paint-narrow", 360, 560, false);
        picture("paint-wide", 900, 700, false);
        Fx.run(() -> {
            workbench.pinned().set(workbench.answer().get());
            workbench.selection().toggle(4);
            workbench.selection().toggle(9);
            model.tool().set(Tool.BRUSH);
            model.brush().colour().set(0xffff0000);
            model.hand().press(10, 20, null, false);
            model.hand().drag(50, 30, false);
            model.hand().release(50, 30, false);
            model.tool().set(Tool.CHECKER);
            model.hand().press(20, 40, null, false);
            model.hand().drag(40, 52, false);
            model.hand().release(40, 52, false);
            model.hand().press(30, 35, Grip.TURN, false);
            model.hand().drag(60, 30, false);
            model.hand().release(60, 30, false);
        });
        answered();
        picture("paint-turned", 417, 560, true);
        Fx.run(() -> {
            workbench.pinned().set(null);
            model.tool().set(Tool.TEXT);
            model.where().set(PlacementKind.RANDOM);
        });
        answered();
        picture("paint-random", 360, 560, false);
        Fx.run(() -> model.take(new Trigger.Sinusoid(0.2f, 6)));
        answered();
        picture("paint-locked", 360, 560, false);
        start(null);
        answered();
        picture("paint-empty", 417, 560, false);
        picture("paint-empty-dark", 360, 560, true);
        long quick = redraw();
        assertTrue(quick < 8_000_000, quick + " ns for a redraw of canvas and sheet");
    }

    /** The quickest of some redraws of canvas and sheet, which no other process slows down. */
    private long redraw() {
        return Fx.call(() -> {
            Theme theme = new Theme();
            PaintCanvas canvas = new PaintCanvas(model, theme);
            SheetView sheet = new SheetView(model, theme);
            VBox box = new VBox(canvas, sheet);
            VBox.setVgrow(canvas, Priority.ALWAYS);
            sheet.setMinHeight(95);
            Fx.scene(box, 900, 700, theme, false);
            long[] took = new long[20];
            for (int i = 0; i < 60; i++) {
                long begin = System.nanoTime();
                canvas.show();
                sheet.draw();
                took[i % 20] = System.nanoTime() - begin;
            }
            return Arrays.stream(took).min().orElseThrow();
        });
    }

    private void picture(String name, int width, int height, boolean dark) {
        Theme theme = new Theme();
        HBox root = Fx.call(() -> {
            Stickers stickers = new Stickers(model, works, new NoDialogs());
            PaintView view = new PaintView(model, stickers, theme, (_, _) -> {});
            ViewPart part = view.part();
            HBox header = Ui.styled(new HBox(), "tw-panel-header");
            header.getChildren().addAll(new Label(part.title()), Ui.spring());
            header.getChildren().addAll(part.header());
            VBox panel = Ui.styled(new VBox(header, part.content()), "tw-panel");
            VBox.setVgrow(part.content(), Priority.ALWAYS);
            panel.setPrefWidth(width);
            panel.setMinWidth(width);
            TriggerSection section = new TriggerSection(model, stickers);
            VBox rail = Ui.styled(new VBox(section), "tw-panel");
            rail.setMinWidth(255);
            rail.setMaxWidth(255);
            panel.sceneProperty().subscribe(now -> {
                if (now != null) {
                    Platform.runLater(view::tick);
                }
            });
            return new HBox(1, rail, panel);
        });
        Scene scene = Fx.scene(root, width + 256, height, theme, dark);
        Fx.run(() -> {});
        Fx.picture(scene, Path.of("target/snapshots/" + name + ".png"));
    }
}
