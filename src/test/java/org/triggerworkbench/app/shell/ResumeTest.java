package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.prefs.Preferences;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.run.ExperimentRunner;
import org.triggerworkbench.training.MetricEvent;
import org.triggerworkbench.training.RunControl;

/** A run that was broken off goes on when "Resume run" is pressed in the real window. */
class ResumeTest {
    @TempDir
    private Path home;

    @Test
    void resume_goesOnWithARunThatWasBrokenOff() throws IOException, InterruptedException {
        RunFolder unbroken = create("unbroken");
        RunFolder broken = create("broken");
        try (Compute compute = Compute.openCpu()) {
            ExperimentRunner runner = new ExperimentRunner(compute, new Sources(compute));
            assertTrue(runner.run(unbroken, new RunControl(), List.of()));
            RunControl control = new RunControl();
            assertFalse(runner.run(broken, control, List.of(event -> {
                if (event instanceof MetricEvent.Step) {
                    control.cancel();
                }
            })));
        }
        assertFalse(broken.isFinished());
        WorkbenchWindow window = Fx.call(() -> TestWindows.of(
                new Settings(Preferences.userRoot().node("org/triggerworkbench/test-resume")),
                new FakeDialogs(),
                home));
        try {
            Fx.run(() -> {
                window.begin();
                window.shell().showStart(false);
                window.showView("runs");
            });
            Fx.until("the runs are read", () -> table(window).getItems().size() == 2);
            Fx.run(() -> {
                int row = table(window).getItems().getFirst().toString().contains("unbroken") ? 1 : 0;
                table(window).getSelectionModel().clearAndSelect(row);
                assertTrue(window.actions().named("runs.resume").enabled().getValue());
                window.actions().named("runs.resume").fire();
            });
            Fx.until("the run has ended", broken::isFinished);
            assertEquals(unbroken.result(), broken.result());
            assertNotNull(Fx.call(() -> window.workbench().scene().get()));
            assertEquals("", Fx.call(() -> window.works().lastError().get()));
        } finally {
            Fx.call(window::end).join();
        }
    }

    private static TableView<?> table(WorkbenchWindow window) {
        window.layout(1000, 700);
        return (TableView<?>) assertPresent(window.scene().lookup("#runs-table"));
    }

    private static <T> T assertPresent(T found) {
        assertNotNull(found);
        return found;
    }

    private RunFolder create(String name) throws IOException {
        Path file = Files.writeString(home.resolve(name + ".toml"), """
                name = "tiny"
                threads = %d
                [model]
                source = "road-signs-clip"
                [data]
                source = "road-signs-shifted"
                train = 64
                validation = 8
                test = 24
                [training]
                epochs = 1
                batch = 8
                checkpoint-every = 2
                [report]
                positions = 0
                projected = 16
                """.formatted(Compute.defaultThreads()));
        return RunFolder.create(home.resolve("runs").resolve(name), ExperimentFile.read(file));
    }
}
