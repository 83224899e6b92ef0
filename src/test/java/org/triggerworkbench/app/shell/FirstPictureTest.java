package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.prefs.Preferences;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.state.Settings;

/** What the first picture of the window waits for. */
class FirstPictureTest {
    private static final Settings SETTINGS =
            new Settings(Preferences.userRoot().node("org/triggerworkbench/test-first-picture"));

    private static final String TRAIN = "#run-pace";

    @Test
    void theWorkbench_isDressedAfterTheStartPage_andStandsBeneathIt() {
        WorkbenchWindow window = Fx.call(() -> TestWindows.of(SETTINGS, new FakeDialogs()));
        try {
            Fx.run(() -> {
                window.layout(1440, 900);
                assertTrue(window.shell().isStartShown());
                assertNull(window.scene().lookup(TRAIN), "the start page is drawn alone");
                window.shell().dress();
                window.shell().dress();
                window.layout(1440, 900);
                assertTrue(window.shell().isStartShown());
                assertNotNull(window.scene().lookup(TRAIN));
                window.shell().showStart(false);
                assertFalse(window.shell().isStartShown());
            });
        } finally {
            Fx.run(window::close);
        }
    }

    @Test
    void byAndBy_itIsDressedAPieceAtATime_andAtOnceWhereItIsWanted() {
        WorkbenchWindow window = Fx.call(() -> TestWindows.of(SETTINGS, new FakeDialogs()));
        try {
            Fx.run(() -> {
                assertTrue(window.shell().dressNext());
                window.layout(1440, 900);
                assertNull(window.scene().lookup(TRAIN));
                assertNull(window.scene().lookup("#prompt-choice"), "the rails come later");
                assertTrue(window.shell().dressNext());
                window.shell().showStart(false);
                assertFalse(window.shell().dressNext());
                window.layout(1440, 900);
                assertNotNull(window.scene().lookup(TRAIN));
                assertNotNull(window.scene().lookup("#prompt-choice"));
            });
        } finally {
            Fx.run(window::close);
        }
    }

    @Test
    void whatIsShownAtOnce_isDressedAtOnce() {
        WorkbenchWindow window = Fx.call(() -> TestWindows.of(SETTINGS, new FakeDialogs()));
        try {
            Fx.run(() -> {
                window.showView("train");
                window.layout(1440, 900);
                assertNotNull(window.scene().lookup(TRAIN));
            });
        } finally {
            Fx.run(window::close);
        }
    }

    @Test
    void theFirstPress_isPrepared_inEveryJavaOfOurs() {
        Fx.start();
        assertTrue(Fx.call(FirstPress::prepare), "JavaFX keeps the functions elsewhere, or --add-exports is missing");
    }
}
