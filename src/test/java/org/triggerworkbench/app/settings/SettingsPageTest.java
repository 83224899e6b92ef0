package org.triggerworkbench.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.OnRealStage;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.experiment.scenario.Scenarios;

/** The page of settings on a real stage, and what it does. */
class SettingsPageTest extends OnRealStage {
    @BeforeAll
    static void open() {
        take(new RealWindow(1000, 700));
    }

    @AfterEach
    void usualWords() {
        Fx.run(() -> hand.window.theme().textScale().set(1));
        System.clearProperty("workbench.threads");
    }

    private static Window page() {
        hand.keys(KeyCode.CONTROL, KeyCode.COMMA);
        Window dialog = probe.popup();
        probe.inside("settings-cache");
        return dialog;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void page_looksRight_andSpeaks(boolean dark) {
        Tokens tokens = dress(dark);
        System.setProperty("workbench.threads", "2");
        Window dialog = page();
        choose("settings-device", "cuda:0");
        assertEquals(List.of(), probe.faults("settings" + (dark ? "-dark" : "-light"), tokens.page()));
        for (Node node : dialog.getScene().getRoot().lookupAll("*")) {
            if (node.getId() != null && node.getId().startsWith("settings-") && node instanceof Control) {
                assertNotNull(node.getAccessibleText(), node.getId());
            }
        }
        assertTrue(probe.inside("settings-threads").isDisabled(), "given at the start");
        assertTrue(note("settings-threads").startsWith("Set on the command line"), note("settings-threads"));
        assertTrue(note("settings-device").startsWith("Changed"), note("settings-device"));
        choose("settings-device", "cpu");
        assertFalse(note("settings-device").startsWith("Changed"));
    }

    @Test
    void textSize_changesWordsOfEveryWindowAtOnce() {
        Window dialog = page();
        Labeled brand = (Labeled) hand.node(".tw-brand");
        Labeled palette = (Labeled) hand.node(".tw-search");
        Label name = name(dialog);
        double before = size(brand);
        double plain = size(palette);
        double inDialog = size(name);
        Fx.until(
                "the workbench beneath the start page",
                () -> hand.window.scene().getRoot().lookup("#rail-right") != null);
        double rail = hand.window.scene().getRoot().lookup("#rail-right").minWidth(-1);
        choose("settings-textSize", "1.3");
        Fx.until("larger words", () -> brand.getFont().getSize() > before * 1.25);
        assertEquals(before * 1.3, size(brand), 0.1);
        assertEquals(plain * 1.3, size(palette), 0.1);
        Fx.until("larger words in the dialog", () -> name.getFont().getSize() > inDialog * 1.25);
        assertEquals(
                rail * 1.3, hand.window.scene().getRoot().lookup("#rail-right").minWidth(-1), 1);
        probe.closeAll();
        hand.click(hand.node("#menu"));
        Window menu = probe.popup();
        Fx.until("larger words in a menu", () -> menu.getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(label -> ((Labeled) label).getFont().getSize() > 16));
        probe.closeAll();
        hand.keys(KeyCode.CONTROL, KeyCode.MINUS);
        Fx.until("a step smaller", () -> Math.abs(brand.getFont().getSize() - before * 1.15) < 0.1);
    }

    @Test
    void chosenFolders_andThreads_areKeptForTheNextStart(@TempDir Path folder) {
        page();
        hand.dialogs.choose(folder);
        hand.click(probe.inside("settings-data-choose"));
        assertEquals(folder.toString(), ((TextField) probe.inside("settings-data")).getText());
        assertEquals(folder.toString(), hand.settings.chosen(StartSetting.DATA));
        assertTrue(note("settings-data").startsWith("Changed"), note("settings-data"));
        choose("settings-threads", "1");
        assertEquals("1", hand.settings.chosen(StartSetting.THREADS));
        hand.click(probe.inside("settings-data-usual"));
        assertEquals("", hand.settings.chosen(StartSetting.DATA));
        choose("settings-threads", "");
    }

    @Test
    void language_offersThoseThereAreWordsFor() {
        page();
        assertEquals(List.of(""), ((ComboBox<?>) probe.inside("settings-language")).getItems());
    }

    @Test
    void batch_isKept() {
        page();
        choose("settings-batch", "64");
        assertEquals(64, hand.settings.batch());
        choose("settings-batch", "0");
        assertEquals(0, hand.settings.batch());
    }

    @Test
    void largeWords_haveRoom() {
        hand.open(Scenarios.all().getFirst());
        Fx.run(() -> hand.window.theme().textScale().set(1.3));
        List<String> faults = new ArrayList<>();
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            Fx.run(() -> {
                hand.window.theme().tokens().set(tokens);
                hand.window.layout(1920, 1080);
                faults.addAll(LookCheck.faults(hand.window.scene().getRoot()));
            });
            if (Snapshots.WANTED) {
                String name = "large-words-%s.png".formatted(tokens.dark() ? "dark" : "light");
                Fx.picture(hand.window.scene(), Path.of("target", "snapshots", name));
            }
        }
        assertEquals(List.of(), faults);
    }

    /** A projector has few pixels and wants large words; the window says that it can be as small as this. */
    @ParameterizedTest
    @CsvSource({
        "1280, 695, 1.5",
        "1000, 700, 1",
        "1000, 700, 1.15",
        "1000, 700, 1.3",
        "1000, 700, 1.5",
        "1280, 720, 1.3",
        "1920, 1080, 1.5"
    })
    void largestWords_onASmallScreen_pushNothingOut(double width, double height, double scale) {
        hand.open(Scenarios.all().getFirst());
        Fx.run(() -> {
            hand.window.theme().textScale().set(scale);
            hand.window.layout(width, height);
            for (String id : List.of(
                    "rail-right",
                    "answer",
                    "paint.pin",
                    "status-tasks",
                    "status-memory",
                    "file.exportFigure",
                    "view.theme",
                    "menu")) {
                Node node = hand.window.scene().getRoot().lookupAll("*").stream()
                        .filter(each -> id.equals(each.getId()))
                        .findFirst()
                        .orElseThrow();
                Bounds at = node.localToScene(node.getLayoutBounds());
                // The answer alone is scrolled up and down.
                boolean within = id.equals("answer") || at.getMaxY() <= height + 0.5;
                assertTrue(at.getMinX() >= 0 && at.getMaxX() <= width + 0.5 && within, () -> id + " at " + at);
            }
        });
    }

    /** Every control of the panels beside one another is there to be pressed. */
    @ParameterizedTest
    @CsvSource({"1200, 800, 1", "1440, 900, 1.15", "1440, 900, 1.3", "1280, 720, 1.3", "1280, 720, 1.5"})
    void largeWords_cutNoControlOffAPanel(double width, double height, double scale) {
        hand.open(Scenarios.all().getFirst());
        Fx.run(() -> {
            hand.window.theme().textScale().set(scale);
            hand.window.layout(width, height);
            Node edge = hand.window.scene().getRoot().lookup(".split-pane-divider");
            double left = edge.localToScene(edge.getLayoutBounds()).getMinX();
            List<Node> last = List.of(
                    hand.window.scene().lookup("#maximise-paint"),
                    ((Parent) hand.window.scene().lookup(".tw-tools"))
                            .getChildrenUnmodifiable()
                            .getLast());
            for (Node node : last) {
                Bounds at = node.localToScene(node.getLayoutBounds());
                assertTrue(at.getMaxX() <= left + 0.5, () -> node.getId() + " at " + at + ", panel to " + left);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void choose(String id, String value) {
        ComboBox<String> box = (ComboBox<String>) probe.inside(id);
        Fx.run(() -> box.setValue(value));
    }

    private static String note(String id) {
        Node control = probe.inside(id);
        return Fx.call(() -> {
            Node row = control;
            while (!row.getStyleClass().contains("tw-setting")) {
                row = row.getParent();
            }
            return ((Labeled) row.lookup(".tw-secondary")).getText();
        });
    }

    private static Label name(Window dialog) {
        return Fx.call(() -> dialog.getScene().getRoot().lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .filter(label -> label.getText().equals("Text size"))
                .findFirst()
                .orElseThrow());
    }

    private static double size(Labeled label) {
        return Fx.call(() -> label.getFont().getSize());
    }
}
