package org.triggerworkbench.app;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testfx.matcher.base.NodeMatchers.isDisabled;
import static org.testfx.matcher.base.NodeMatchers.isEnabled;
import static org.testfx.matcher.base.NodeMatchers.isFocused;
import static org.testfx.matcher.control.LabeledMatchers.hasText;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.ErrorDialog;
import org.triggerworkbench.app.shell.WindowDialogs;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.experiment.scenario.Scenarios;

/** Menus, palette, dialogs, drop-downs and focus on a real stage, dark, by mouse and keyboard. */
class OnStageTest {
    private static final List<String> WARNINGS = new ArrayList<>();
    private static final Logger CSS = Logger.getLogger("javafx.css");
    private static final Handler LISTENER = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            WARNINGS.add(String.valueOf(entry.getMessage()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static RealWindow hand;

    @BeforeAll
    static void open() {
        CSS.addHandler(LISTENER);
        hand = new RealWindow(1000, 700);
        hand.open(Scenarios.all().getFirst());
        // A narrow window folds the rail of inputs away.
        Fx.run(() -> hand.window.actions().named("view.left").fire());
        hand.settled(hand.node("#trigger-section"));
    }

    @AfterAll
    static void close() {
        hand.close();
        CSS.removeHandler(LISTENER);
    }

    @BeforeEach
    void dark() {
        Fx.run(() -> {
            hand.window.theme().tokens().set(Tokens.DARK);
            // The last menu took the focus along: without it the headless platform has no window to press on.
            hand.stage.requestFocus();
        });
    }

    @AfterEach
    void nothingStaysOpen() {
        Fx.run(() -> List.copyOf(Window.getWindows()).stream()
                .filter(window -> !window.equals(hand.stage))
                .forEach(Window::hide));
        assertEquals(List.of(), WARNINGS, "what the style sheets are warned of");
    }

    @Test
    void sceneCard_opensByClickAndByKey() {
        hand.open(Scenarios.all().get(1));
        assertThat(
                (Labeled) hand.node("#top-scene"),
                hasText(Scenarios.all().get(1).title()));
        hand.keys(KeyCode.CONTROL, KeyCode.HOME);
        Fx.until("the start page", hand::isStartShown);
        Node card = hand.node("#card-" + Scenarios.all().getFirst().id());
        Fx.run(card::requestFocus);
        hand.keys(KeyCode.ENTER);
        Fx.until(
                "the scene",
                () -> !hand.window.scene().getRoot().lookup("#start").isVisible());
    }

    @Test
    void menu_opensDark_andEscapeClosesIt() {
        hand.click(hand.node("#menu"));
        assertDark(popup());
        hand.keys(KeyCode.DOWN);
        hand.keys(KeyCode.RIGHT);
        Fx.until("a menu beside the first", () -> popups().size() == 2);
        assertDark(popup());
        hand.keys(KeyCode.ESCAPE);
        hand.keys(KeyCode.ESCAPE);
        Fx.until("no menu", () -> popups().isEmpty());
    }

    @Test
    void contextMenu_ofAPatternInTheTray_isDark() {
        hand.rightClick(hand.node("#trigger-section .tw-thumb"));
        assertDark(popup());
    }

    @Test
    void menuOfALink_isDark_andPressingElsewhereClosesIt() {
        hand.click(hand.node("#trigger-add"));
        assertDark(popup());
        hand.click(hand.node("#top-scene"));
        Fx.until("no menu", () -> popups().isEmpty());
    }

    @Test
    void palette_isDark_andRunsWhatIsTyped() {
        hand.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        Window palette = popup();
        assertThat(inside(palette, "#palette-words"), isFocused());
        assertDark(palette);
        hand.write("theme");
        Fx.until(
                "one line",
                () -> ((ListView<?>) inside(palette, "#palette-list"))
                                .getItems()
                                .size()
                        == 1);
        hand.keys(KeyCode.ENTER);
        Fx.until("the light theme", () -> !hand.window.theme().tokens().get().dark());
        assertEquals(List.of(), popups());
    }

    @Test
    void palette_closesByEscapeAndByAPressOutside() {
        hand.click(action("view.palette"));
        popup();
        hand.keys(KeyCode.ESCAPE);
        Fx.until("no palette", () -> popups().isEmpty());
        hand.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        popup();
        hand.click(hand.at(hand.window.scene().getRoot(), 0.5, 0.995));
        Fx.until("no palette", () -> popups().isEmpty());
    }

    @Test
    void dropDown_isDark_andChoosesByMouseAndKeys() {
        ComboBox<?> target = (ComboBox<?>) hand.node("#trigger-section .combo-box");
        int before = Fx.call(() -> target.getSelectionModel().getSelectedIndex());
        hand.click(target);
        assertDark(popup());
        hand.keys(before == 0 ? KeyCode.DOWN : KeyCode.UP);
        hand.keys(KeyCode.ENTER);
        Fx.until("another target", () -> target.getSelectionModel().getSelectedIndex() != before);
        hand.keys(KeyCode.CONTROL, KeyCode.Z);
        Fx.until("the target before", () -> target.getSelectionModel().getSelectedIndex() == before);
    }

    @Test
    void foldedRail_comesBackOverTheMiddle_andPushesNothingOff() {
        Node left = hand.node("#rail-left");
        Node right = hand.node("#rail-right");
        hand.settled(left);
        assertEquals(0, Fx.call(() -> left.localToScene(0, 0).getX()));
        assertTrue(
                Fx.call(() -> right.localToScene(right.getLayoutBounds()).getMaxX()) <= 1000,
                "the answer is in the window");
        Fx.picture(hand.window.scene(), Path.of("target/snapshots/rail-over-the-middle.png"));
        Fx.run(() -> hand.window.actions().named("view.left").fire());
        Fx.until("the rail to fold away", () -> !left.isVisible());
        hand.move(hand.at(hand.window.scene().getRoot(), 0.001, 0.5));
        Fx.until("the rail at the mouse", left::isVisible);
        hand.move(hand.at(hand.window.scene().getRoot(), 0.6, 0.5));
        Fx.until("the rail to fold away again", () -> !left.isVisible());
        Fx.run(() -> hand.window.actions().named("view.left").fire());
        Fx.until("the rail to stay", left::isVisible);
        hand.settled(left);
    }

    /** In every view, each button that is in sight feels the mouse at its middle: nothing lies over it. */
    @Test
    void noButtonIsCovered() {
        Fx.run(() -> hand.window.actions().named("view.left").fire());
        List<String> covered = new ArrayList<>();
        for (String view : hand.window.viewIds()) {
            Fx.run(() -> hand.window.showView(view));
            Fx.until("no rail over the middle", () -> !isRailShown());
            for (Node button : Fx.call(OnStageTest::buttonsInSight)) {
                // What has just come may still be finding its place.
                boolean felt = false;
                for (int tries = 0; tries < 3 && !felt; tries++) {
                    hand.move(hand.middle(button));
                    felt = Fx.call(() -> button.isHover() || !buttonsInSight().contains(button));
                }
                if (!felt) {
                    covered.add(view + " " + button);
                    Fx.picture(hand.window.scene(), Path.of("target/snapshots/covered-" + view + ".png"));
                }
            }
        }
        Fx.run(() -> {
            hand.window.showView("paint");
            hand.window.showView("train");
            hand.window.actions().named("view.left").fire();
        });
        Fx.until("the rail", OnStageTest::isRailShown);
        hand.settled(hand.node("#rail-left"));
        assertEquals(List.of(), covered);
    }

    private static boolean isRailShown() {
        Node rail = hand.window.scene().getRoot().lookup("#rail-left");
        return rail != null && rail.isVisible();
    }

    private static List<Node> buttonsInSight() {
        return hand.window.scene().getRoot().lookupAll("*").stream()
                .filter(node -> node instanceof ButtonBase && !node.isDisabled() && isInSight(node))
                .toList();
    }

    /** Whether the middle of a node is shown: it and all around it are visible, and nothing clips it away. */
    private static boolean isInSight(Node node) {
        Bounds own = node.getLayoutBounds();
        Point2D middle = node.localToScene(own.getCenterX(), own.getCenterY());
        for (Node at = node; at != null; at = at.getParent()) {
            Node clip = at.getClip();
            if (!at.isVisible()
                    || at.isMouseTransparent()
                    || (clip != null && !clip.contains(clip.parentToLocal(at.sceneToLocal(middle))))) {
                return false;
            }
        }
        return own.getWidth() > 0
                && middle.getX() < hand.window.scene().getWidth()
                && middle.getY() < hand.window.scene().getHeight();
    }

    @Test
    void nameOfAMeasure_tellsDefinitionAndFormula_untilEscape() {
        Node name = hand.node("#answer .tw-defined");
        hand.click(name);
        Window told = popup();
        assertDark(told);
        assertThat((Labeled) inside(told, ".tw-formula"), hasText(Measure.ATTACK_SUCCESS.formula()));
        Fx.picture(told.getScene(), Path.of("target/snapshots/definition.png"));
        hand.keys(KeyCode.ESCAPE);
        Fx.until("no definition", () -> popups().isEmpty());
    }

    @Test
    void tooltip_isDark() {
        Control theme = (Control) action("view.theme");
        Point2D place = hand.middle(theme);
        Fx.run(() -> theme.getTooltip().show(theme, place.getX() - 200, place.getY() + 40));
        assertDark(popup());
    }

    @Test
    void numberField_takesWhatWasTypedWhenTheFocusGoes() {
        TextField opacity = (TextField) hand.node("#trigger-opacity-field");
        // Where the mouse has rested, a tooltip lies under it and takes its clicks: this display hands them to no other
        // window.
        hand.move(hand.at(hand.node("#rail-left"), 0.5, 0.95));
        Fx.until("no tooltip", () -> popups().isEmpty());
        hand.click(opacity);
        Fx.until("the focus in it", opacity::isFocused);
        hand.keys(KeyCode.CONTROL, KeyCode.A);
        Fx.until("all of it chosen", () -> opacity.getSelectedText().equals(opacity.getText()));
        hand.write("0.5");
        Fx.until("what was typed", () -> opacity.getText().equals("0.5"));
        hand.keys(KeyCode.TAB);
        Fx.until("the focus elsewhere", () -> !opacity.isFocused());
        Fx.until("half", () -> opacity.getText().equals("0.50"));
        Node undo = action("edit.undo");
        assertThat(undo, isEnabled());
        hand.click(undo);
        Fx.until("whole", () -> opacity.getText().equals("1.00"));
    }

    @Test
    void confirmation_isDark_andAnswersByClickAndEscape() {
        WindowDialogs dialogs = Fx.call(() -> new WindowDialogs(hand.stage));
        CompletableFuture<Boolean> yes = later(() -> dialogs.confirm("Close", "A run is under way.", "Close anyway"));
        Window dialog = popup();
        assertDark(dialog);
        hand.click(button(dialog, "Close anyway"));
        assertTrue(yes.join());
        CompletableFuture<Boolean> no = later(() -> dialogs.confirm("Close", "A run is under way.", "Close anyway"));
        popup();
        hand.keys(KeyCode.ESCAPE);
        assertFalse(no.join());
    }

    @Test
    void question_takesWords() {
        WindowDialogs dialogs = Fx.call(() -> new WindowDialogs(hand.stage));
        CompletableFuture<Optional<String>> name = later(() -> dialogs.ask("Rename", "Name", "old"));
        Window dialog = popup();
        assertDark(dialog);
        Fx.run(() -> inside(dialog, ".text-field").requestFocus());
        hand.keys(KeyCode.CONTROL, KeyCode.A);
        hand.write("größer");
        hand.keys(KeyCode.ENTER);
        assertEquals(Optional.of("größer"), name.join());
    }

    @Test
    void errorDialog_isDark_andUnfolds() {
        var shown = Fx.call(() -> {
            var dialog = ErrorDialog.of(hand.stage, hand.window.theme(), new IllegalStateException("cracked"), null);
            dialog.show();
            return dialog;
        });
        assertDark(popup());
        hand.click(Fx.call(() -> shown.getDialogPane().lookup(".details-button")));
        Fx.until("the details", () -> shown.getDialogPane().isExpanded());
        assertDark(popup());
    }

    @Test
    void disabledButton_doesNothing() {
        Fx.run(() -> {
            while (hand.window.workbench().undo().canRedo().get()) {
                hand.window.workbench().undo().redo();
            }
        });
        hand.untilAnswered();
        Node redo = action("edit.redo");
        assertThat(redo, isDisabled());
        double before = hand.metrics().attackSuccess().value();
        hand.click(redo);
        assertEquals(before, hand.metrics().attackSuccess().value());
    }

    /** The button of an action: its name has a dot, which a selector would take for a class. */
    private static Node action(String id) {
        return Fx.call(() -> hand.window.scene().getRoot().lookupAll(".button").stream()
                .filter(node -> id.equals(node.getId()))
                .findFirst()
                .orElseThrow());
    }

    private static <T> CompletableFuture<T> later(Supplier<T> dialog) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(() -> answer.complete(dialog.get()));
        return answer;
    }

    private static List<Window> popups() {
        return Window.getWindows().stream()
                .filter(window -> !window.equals(hand.stage) && window.isShowing())
                .toList();
    }

    /** The newest window above the stage, as soon as there is one. */
    private static Window popup() {
        Fx.until("a popup", () -> !popups().isEmpty());
        Fx.run(() -> {});
        return Fx.call(() -> popups().getLast());
    }

    private static Node inside(Window window, String selector) {
        return Objects.requireNonNull(window.getScene().getRoot().lookup(selector), selector);
    }

    private static Node button(Window dialog, String title) {
        return Fx.call(() -> dialog.getScene().getRoot().lookupAll(".button").stream()
                .filter(node ->
                        node instanceof ButtonBase button && button.getText().equals(title))
                .findFirst()
                .orElseThrow());
    }

    /** Most of what a window shows is darker than a middle grey, and its words can be read. */
    private static void assertDark(@Nullable Window window) {
        Fx.run(() -> {
            Parent root = Objects.requireNonNull(window).getScene().getRoot();
            root.applyCss();
            root.layout();
            SnapshotParameters over = new SnapshotParameters();
            over.setFill(Tokens.DARK.panel());
            WritableImage image = root.snapshot(over, null);
            int dark = 0;
            int all = 0;
            for (int y = 0; y < image.getHeight(); y += 2) {
                for (int x = 0; x < image.getWidth(); x += 2) {
                    all++;
                    dark += image.getPixelReader().getColor(x, y).getBrightness() < 0.4 ? 1 : 0;
                }
            }
            assertTrue(dark > 0.75 * all, dark + " of " + all + " pixels are dark");
            assertEquals(
                    List.of(),
                    LookCheck.faults(root).stream()
                            .filter(fault -> fault.startsWith("contrast"))
                            .toList());
        });
    }
}
