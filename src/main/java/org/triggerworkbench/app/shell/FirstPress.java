package org.triggerworkbench.app.shell;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Java look up the native functions that JavaFX needs when the mouse is pressed for the first time. Where the engine's libraries
 * are loaded just then, that look-up would wait for their end, and the window with it: Linux has one lock for both.
 */
final class FirstPress {
    private static final Logger LOG = LoggerFactory.getLogger(FirstPress.class);
    /** Not for others, so that a Java started without {@code --add-exports} only does without. */
    private static final String ASKED = "com.sun.glass.ui.View";

    private FirstPress() {}

    /**
     * Window thread only, with JavaFX running.
     *
     * @return whether that was possible
     */
    static boolean prepare() {
        try {
            Class<?> view = Class.forName(ASKED);
            for (String function : List.of("getMultiClickTime", "getMultiClickMaxX", "getMultiClickMaxY")) {
                Object _ = view.getMethod(function).invoke(null);
            }
            return true;
        } catch (ReflectiveOperationException e) {
            LOG.info("the first press of the mouse is not prepared", e);
            return false;
        }
    }
}
