package org.triggerworkbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.prefs.Preferences;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.FakeDialogs;
import org.triggerworkbench.app.shell.TestWindows;
import org.triggerworkbench.app.shell.WorkbenchWindow;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.text.InputException;

/** Pictures of the window in every state, in target/snapshots, each judged by {@link LookCheck}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SnapshotTest {
    private static final Path FOLDER = Path.of("target", "snapshots");
    private static WorkbenchWindow window;

    @BeforeAll
    static void open() {
        window = Fx.call(() -> TestWindows.of(
                new Settings(Preferences.userRoot().node("org/triggerworkbench/test-snapshots")), new FakeDialogs()));
    }

    @AfterAll
    static void close() throws InterruptedException {
        Fx.call(window::end).join();
    }

    @Test
    @Order(1)
    void startPage_empty() {
        everySize("start");
    }

    @Test
    @Order(2)
    void window_loading() {
        Fx.until("the scenes to be read", () -> window.works().running().isEmpty());
        Fx.run(window::begin);
        Fx.run(() -> window.open(Scenarios.all().getFirst()));
        everySize("loading");
    }

    @Test
    @Order(3)
    void window_full() {
        Fx.until("an answer", () -> window.workbench().answer().get() != null);
        Fx.until("all work to end", () -> window.works().running().isEmpty());
        for (String id : window.viewIds()) {
            Fx.run(() -> window.showView(id));
            everySize("full-" + id);
        }
    }

    /** The rail that has both is folded away there. */
    @Test
    @Order(3)
    void targetAndOpacity_areInSightInANarrowWindow() {
        Fx.until("an answer", () -> window.workbench().answer().get() != null);
        Fx.run(() -> {
            window.showView("paint");
            for (int width : new int[] {1000, 1440}) {
                window.layout(width, 700);
                Node row = window.scene().lookup("#paint-target-row");
                assertEquals(width == 1000, row.isVisible());
                if (row.isVisible()) {
                    Node opacity = window.scene().lookup("#paint-opacity");
                    assertTrue(opacity.getLayoutBounds().getWidth() >= 40);
                    assertTrue(opacity.localToScene(opacity.getLayoutBounds()).getMaxY() < 700);
                }
            }
        });
    }

    @Test
    @Order(4)
    void window_error() {
        Fx.run(() -> window.works()
                .fail(new InputException("/home/somebody/models/badnets.pt is a pickle, which can run code when it is"
                        + " read; save it as safetensors instead.")));
        // The notice fades in.
        Fx.until(
                "the whole notice",
                () -> window.scene().getRoot().lookup(".notification-bar .label") instanceof Label words
                        && words.getOpacity() == 1);
        everySize("error");
    }

    private static void everySize(String name) {
        List<String> faults = new ArrayList<>();
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            for (int[] size : new int[][] {{1000, 700}, {1920, 1080}}) {
                String picture = "%s-%s-%dx%d.png".formatted(name, tokens.dark() ? "dark" : "light", size[0], size[1]);
                Fx.run(() -> {
                    window.theme().tokens().set(tokens);
                    Scene scene = window.scene();
                    window.layout(size[0], size[1]);
                    faults.addAll(LookCheck.faults(scene.getRoot()).stream()
                            .map(fault -> picture + " " + fault)
                            .toList());
                });
                assertFalse(LookCheck.hasDefaultGrey(Fx.picture(window.scene(), FOLDER.resolve(picture))), picture);
            }
        }
        assertEquals(List.of(), faults.stream().distinct().toList());
    }

    @Test
    @Order(5)
    void window_hasRoomForLongerWords() {
        System.setProperty("workbench.pseudo", "true");
        WorkbenchWindow longer = Fx.call(() -> TestWindows.of(
                new Settings(Preferences.userRoot().node("org/triggerworkbench/test-pseudo")), new FakeDialogs()));
        try {
            Fx.run(() -> {
                longer.begin();
                longer.open(Scenarios.all().getFirst());
            });
            Fx.until("an answer", () -> longer.workbench().answer().get() != null);
            List<String> faults = new ArrayList<>();
            for (String id : longer.viewIds()) {
                for (int width : new int[] {1000, 1440}) {
                    Fx.run(() -> {
                        longer.showView(id);
                        longer.layout(width, 800);
                        LookCheck.faults(longer.scene().getRoot())
                                .forEach(fault -> faults.add(id + " " + width + " " + fault));
                    });
                }
                Fx.picture(longer.scene(), FOLDER.resolve("longer-" + id + ".png"));
            }
            assertEquals(List.of(), faults);
        } finally {
            System.clearProperty("workbench.pseudo");
            Fx.run(longer::end);
        }
    }
}
