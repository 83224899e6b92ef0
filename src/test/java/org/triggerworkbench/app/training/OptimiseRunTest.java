package org.triggerworkbench.app.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.optimise.OptimiseModel;
import org.triggerworkbench.app.optimise.OptimiseView;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.trigger.Trigger;

/** A real, tiny run of the Optimise view. */
class OptimiseRunTest {
    @TempDir
    Path home;

    @Test
    void patch_formsOnTheCanvasAndIsHeldAgainstARandomOne() {
        try (OpenWorkbench open = OpenWorkbench.open(16)) {
            OptimiseModel model =
                    new OptimiseModel(open.workbench, open.room, open.run(new EngineMachine(open.room), home));
            TrainingModel training = model.training();
            Trigger.Patch start = (Trigger.Patch)
                    Objects.requireNonNull(open.workbench.trigger().get());
            training.setup().settings().set(RunSettings.TRAIN, 96.0, null);
            training.setup().settings().set(RunSettings.VALIDATION, 16.0, null);
            training.setup().settings().set(RunSettings.TEST, 32.0, null);
            Theme theme = Fx.call(Theme::new);
            OptimiseView view = Fx.call(() -> new OptimiseView(model, theme, open.works, new NoDialogs()));
            ViewPart part = Fx.call(view::part);
            Scene scene = Fx.scene(part.content(), 1000, 220, theme, false);
            assertEquals(
                    "Press Play: the patch forms step by step, with a random one of the same size as its control.",
                    Fx.call(() -> ((Label) scene.lookup("#run-empty")).getText()));
            Fx.run(training::play);
            open.until("the end", () -> !training.run().state().get().isActive(), () -> Fx.run(view::tick));
            assertEquals("", training.run().failure().get());
            Trigger.Patch made = (Trigger.Patch)
                    Objects.requireNonNull(open.workbench.trigger().get());
            assertFalse(Arrays.equals(start.pattern(), made.pattern()));
            assertArrayEquals(start.mask(), made.mask());
            assertEquals(start.placement(), made.placement());
            RunResult.Attacked result = assertInstanceOf(
                    RunResult.Attacked.class, training.run().result().get());
            assertEquals(result.success().n(), result.control().n());
            assertEquals(result.success().n(), result.cleanTarget().n());
            RunCurves curves = training.run().curves().get();
            assertTrue(curves.losses().points(RunCurves.POISONED).size() >= 4);
            assertEquals(
                    curves.rates().points(RunCurves.SUCCESS).size(),
                    curves.rates().points(RunCurves.CONTROL).size());
            assertEquals(1, open.workbench.tray().get().size());
            Fx.run(view::tick);
            Fx.picture(scene, Path.of("target/snapshots/optimise-done.png"));
            Fx.run(training::take);
            open.workbench.undo().undo();
            assertEquals(start, open.workbench.trigger().get());
        }
    }
}
