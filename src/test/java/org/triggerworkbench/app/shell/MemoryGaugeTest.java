package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Objects;
import java.util.prefs.Preferences;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.compute.FakeMachine;

class MemoryGaugeTest {
    @Test
    void memory_isNotAskedFor_beforeTheEngineIsOpen(@TempDir Path folder) throws InterruptedException {
        FakeMachine machine = new FakeMachine("this is a test");
        WorkbenchWindow window = Fx.call(() -> TestWindows.of(
                new Settings(Preferences.userRoot().node("org/triggerworkbench/test-gauge")),
                new FakeDialogs(),
                folder,
                machine));
        try {
            Fx.until("the scenes to be read", () -> window.works().running().isEmpty());
            Fx.run(() -> {
                window.layout(1000, 700);
                window.tick();
            });
            assertEquals(0, machine.asked());
            Fx.run(window::begin);
            Fx.until("a reading", () -> {
                window.tick();
                return line(window).startsWith("heap 100 MB, process 700 MB");
            });
        } finally {
            Fx.call(window::end).join();
        }
    }

    private static String line(WorkbenchWindow window) {
        return ((Labeled) Objects.requireNonNull(window.scene().lookup("#status-memory"))).getText();
    }
}
