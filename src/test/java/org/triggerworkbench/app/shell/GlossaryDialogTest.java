package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.text.Term;

/** The glossary on a real stage. */
class GlossaryDialogTest extends OnRealStage {
    @BeforeAll
    static void open() {
        take(new RealWindow(1000, 700));
    }

    private static void show() {
        Fx.run(() -> hand.window.actions().named("help.glossary").fire());
        probe.popup();
    }

    private static List<String> titles() {
        VBox list = (VBox) probe.inside("glossary-list");
        return Fx.call(() -> list.lookupAll(".tw-heading").stream()
                .map(node -> ((Labeled) node).getText())
                .toList());
    }

    @Test
    void everyWordAndMeasure_standsThere() {
        show();
        assertEquals(Measure.values().length + Term.values().length, titles().size());
    }

    @Test
    void abbreviation_isFound() {
        show();
        TextField search = (TextField) probe.inside("glossary-search");
        Fx.run(() -> search.setText(" asr "));
        assertTrue(titles().contains("Attack success rate (ASR)"), titles().toString());
        Fx.run(() -> search.setText("pl1"));
        assertEquals(List.of("PL1-norm"), titles());
        Fx.run(() -> search.setText("no such word"));
        assertEquals(List.of(), titles());
    }

    @Test
    void dialog_looksRight() {
        List<String> faults = new ArrayList<>();
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            Fx.run(() -> hand.window.theme().tokens().set(tokens));
            show();
            faults.addAll(probe.faults("glossary" + (tokens.dark() ? "-dark" : "-light"), tokens.page()));
            probe.closeAll();
        }
        assertEquals(List.of(), faults);
    }

    /** Whoever wonders what the letters mean types them. */
    @Test
    void actions_thatLookAlike_doNotBearOneName() {
        List<String> titles = Fx.call(() -> hand.window.actions().all().stream()
                .map(action -> action.title())
                .toList());
        List<String> twice = titles.stream()
                .filter(title -> titles.indexOf(title) != titles.lastIndexOf(title))
                .toList();
        assertEquals(List.of(), twice);
        assertTrue(titles.stream().anyMatch(title -> title.contains("Glossary") && title.contains("ASR")));
    }
}
