package org.triggerworkbench.app.shell;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.shared.Tokens;

/**
 * Tests of what stands above the workbench's stage: one window for all of a class, and what was opened above it closed after
 * each.
 */
@SuppressWarnings("NullAway.Init")
public abstract class OnRealStage {
    protected static RealWindow hand;
    protected static StageProbe probe;

    /** Takes a window before the first test; it is closed after the last. */
    protected static void take(RealWindow window) {
        hand = window;
        probe = new StageProbe(window.stage);
    }

    @AfterAll
    protected static void close() {
        hand.close();
    }

    @AfterEach
    protected void closePopups() {
        probe.closeAll();
    }

    /** Shows the dark theme or the light one. */
    protected static Tokens dress(boolean dark) {
        Tokens tokens = dark ? Tokens.DARK : Tokens.LIGHT;
        Fx.run(() -> hand.window.theme().tokens().set(tokens));
        return tokens;
    }
}
