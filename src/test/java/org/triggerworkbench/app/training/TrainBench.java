package org.triggerworkbench.app.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.shared.Theme;

/**
 * A run with the form's usual values, timed and pictured, as the user would see it after Play. Arguments: epochs, then anything to
 * leave the window as it is while it trains.
 */
public final class TrainBench {
    private TrainBench() {}

    public static void main(String[] args) throws IOException {
        Path home = Files.createTempDirectory("train-bench");
        try (OpenWorkbench open = OpenWorkbench.open(64)) {
            TrainingModel model = open.model(new EngineMachine(open.room), home);
            Theme theme = Fx.call(Theme::new);
            TrainView view = Fx.call(() -> new TrainView(model, theme, open.works, new NoDialogs(), _ -> {}));
            Scene scene = Fx.scene(Fx.call(() -> view.part().content()), 1440, 252, theme, false);
            if (args.length > 0) {
                model.setup().settings().set(RunSettings.EPOCHS, Double.parseDouble(args[0]), null);
            }
            model.following().set(args.length < 2);
            long start = System.nanoTime();
            Fx.run(model::play);
            tell(
                    open,
                    view,
                    "first point",
                    start,
                    () -> model.run().curves().get().losses().version() > 0);
            tell(open, view, "first rate of the attack", start, () -> success(model) > 0);
            Fx.picture(scene, Path.of("target/snapshots/train-real.png"));
            tell(open, view, "measuring", start, () -> model.run().state().get() == RunModel.State.MEASURING);
            tell(open, view, "end", start, () -> !model.run().state().get().isActive());
            Fx.run(view::tick);
            Fx.picture(scene, Path.of("target/snapshots/train-done.png"));
            System.out.println(
                    model.run().result().get() + " " + model.run().failure().get());
            System.out.println("live points "
                    + model.run()
                            .curves()
                            .get()
                            .rates()
                            .points(RunCurves.LIVE_SUCCESS)
                            .size());
            model.whyLow().forEach(System.out::println);
        }
        System.exit(0);
    }

    private static int success(TrainingModel model) {
        return model.run().curves().get().rates().points(RunCurves.SUCCESS).size();
    }

    private static void tell(
            OpenWorkbench open, TrainView view, String what, long start, java.util.function.BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            open.drain();
            open.workbench.tick();
            Fx.run(view::tick);
            java.util.concurrent.locks.LockSupport.parkNanos(33_000_000);
        }
        System.out.printf("%s after %.1f s%n", what, (System.nanoTime() - start) / 1e9);
    }
}
