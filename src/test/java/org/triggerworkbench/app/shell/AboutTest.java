package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.experiment.ProgramVersion;

/** About, licences and citation on a real stage. */
class AboutTest extends OnRealStage {
    @BeforeAll
    static void open() {
        take(new RealWindow(1000, 700));
        Fx.until("the engine", () -> hand.window.engine().openedNow() != null);
    }

    private static void show(String action) {
        Fx.run(() -> hand.window.actions().named(action).fire());
        probe.popup();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pages_lookRight(boolean dark) {
        Tokens tokens = dress(dark);
        List<String> faults = new ArrayList<>();
        for (String action : List.of("help.about", "help.licences", "help.citation")) {
            show(action);
            faults.addAll(probe.faults(action.replace('.', '-') + (dark ? "-dark" : "-light"), tokens.page()));
            probe.closeAll();
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void versions_areThoseThatRun() {
        show("help.about");
        assertEquals(ProgramVersion.number(), version(0));
        assertTrue(version(1).startsWith(Runtime.version().toString()), version(1));
        assertEquals(System.getProperty("javafx.runtime.version"), version(2));
        assertTrue(version(3).matches("\\d+\\.\\d+.*"), version(3));
        assertTrue(version(4).matches("PyTorch \\d+\\.\\d+.*"), version(4));
    }

    private static String version(int row) {
        Labeled label = (Labeled) probe.inside("about-version-" + row);
        return Fx.call(label::getText);
    }

    @Test
    void licences_areThoseOfAllThatIsUsed() {
        show("help.licences");
        String text = ((TextArea) probe.inside("about-licences")).getText();
        for (String library : List.of("ControlsFX", "JFreeChart", "Deep Java Library", "javafx controls")) {
            assertTrue(text.contains(library), library);
        }
    }

    @Test
    void citation_isCopied() {
        show("help.citation");
        String text = ((TextArea) probe.inside("about-citation")).getText();
        assertTrue(text.contains("@software{"));
        assertTrue(text.contains(ProgramVersion.number()));
        assertFalse(text.contains("%"));
        hand.click(probe.inside("about-copy-citation"));
        assertEquals(text, Fx.call(() -> Clipboard.getSystemClipboard().getString()));
    }
}
