package org.triggerworkbench.app.x11;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** The whole loop without a mouse. */
@Tag("x11")
class KeyboardTest {
    @Test
    void keyboardAlone_opensPaintsTrainsExportsAndUndoes(@TempDir Path folder) throws IOException {
        try (RealWindow hand = new RealWindow(1440, 900)) {
            // A window manager gives the keyboard to a new window in its own time, or only when asked again.
            Node card = hand.node("#card-" + Scenarios.all().getFirst().id());
            Fx.until("the keyboard on the first card", () -> {
                if (!hand.stage.isFocused()) {
                    hand.stage.requestFocus();
                }
                card.requestFocus();
                return hand.stage.isFocused() && card.isFocused();
            });
            hand.keys(KeyCode.ENTER);
            Fx.until("the first scene", () -> hand.window.workbench().scene().get() != null);
            hand.untilAnswered();
            byte[] before = bytes(hand, folder.resolve("before.safetensors"));
            int[] predicted = hand.metrics().triggeredPredictions();

            // A square of 4 x 4: a new trigger, the rectangle tool, Enter, a few arrows, Enter.
            palette(hand, "show paint");
            palette(hand, "start a new trigger");
            hand.keys(KeyCode.R);
            hand.keys(KeyCode.ENTER);
            for (int i = 0; i < 5; i++) {
                hand.keys(KeyCode.RIGHT);
            }
            hand.keys(KeyCode.ENTER);
            // The display hands keys over in its own time.
            Fx.until("a square of 16 pixels", () -> covered(hand) == 16);
            hand.untilAnswered();
            byte[] painted = bytes(hand, folder.resolve("painted.safetensors"));
            int[] paintedPredicted = hand.metrics().triggeredPredictions();
            assertEquals(16, Fx.call(() -> covered(hand)));
            String paintedBy =
                    Fx.call(() -> hand.window.workbench().undo().undoLabel().get());

            // Train fifty steps and hold.
            hand.keys(KeyCode.CONTROL, KeyCode.ENTER);
            // In parts, since a step of this scene takes a while on a machine that has other things to do.
            for (int wanted : new int[] {15, 30, 50}) {
                Fx.until(wanted + " steps", () -> step(hand) >= wanted);
            }
            hand.keys(KeyCode.CONTROL, KeyCode.ENTER);
            Path csv = folder.resolve("loss.csv");
            hand.dialogs.choose(csv);
            palette(hand, "train loss csv");
            Fx.until("the curve", () -> Files.isRegularFile(csv));
            assertTrue(Files.readAllLines(csv).size() > 50);
            Fx.run(() -> hand.window.works().running().forEach(work -> work.cancel()));
            Fx.until("the run to end", () -> hand.window.works().running().isEmpty());
            // What it showed is an edit of its own, made when the window hears of the end.
            Fx.until(
                    "what it showed",
                    () -> hand.window.workbench().undo().undoLabel().get().startsWith("Show what a broken-off run"));
            Fx.run(() -> hand.window.workbench().promptChoice().set(PromptChoice.NONE));

            int steps = 0;
            while (Fx.call(() -> hand.window.workbench().undo().canUndo().get())) {
                hand.keys(KeyCode.CONTROL, KeyCode.Z);
                steps++;
            }
            hand.untilAnswered();
            assertArrayEquals(before, bytes(hand, folder.resolve("undone.safetensors")));
            // All but the last, which is what the run showed.
            for (; steps > 1; steps--) {
                hand.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
            }
            Fx.until(
                    "as many steps forth as back",
                    () -> hand.window.workbench().undo().undoLabel().get().equals(paintedBy));
            assertTrue(Fx.call(() -> hand.window.workbench().undo().canRedo().get()));
            assertArrayEquals(painted, bytes(hand, folder.resolve("redone.safetensors")));
            assertEquals(predicted.length, paintedPredicted.length);
        }
    }

    /** GTK once made them as low as their content can be. */
    @Test
    void dialogs_openAsLargeAsTheyAsk() {
        try (RealWindow hand = new RealWindow(1440, 900)) {
            Fx.until("the keyboard", () -> {
                hand.stage.requestFocus();
                return hand.stage.isFocused();
            });
            for (String name : List.of("engine", "settings", "about")) {
                palette(hand, name);
                Fx.until(name, () -> inWindow(name) != null);
                Node pane = Objects.requireNonNull(Fx.call(() -> inWindow(name)));
                hand.settled(pane);
                Bounds shown = Fx.call(pane::getLayoutBounds);
                assertTrue(shown.getHeight() > 400 && shown.getWidth() > 500, name + ": " + shown);
                hand.keys(KeyCode.ESCAPE);
                Fx.until(name + " closed", () -> inWindow(name) == null);
            }
        }
    }

    private static @Nullable Node inWindow(String id) {
        return Window.getWindows().stream()
                .map(window -> window.getScene().lookup("#" + id))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static void palette(RealWindow hand, String words) {
        hand.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        Fx.until("the palette", () -> inWindow("palette-list") != null);
        words.chars().forEach(each -> {
            char letter = (char) each;
            hand.keys(
                    letter == ' ' ? KeyCode.SPACE : KeyCode.getKeyCode(String.valueOf(Character.toUpperCase(letter))));
        });
        hand.keys(KeyCode.ENTER);
        Fx.until("the palette closed", () -> inWindow("palette-list") == null);
    }

    private static byte[] bytes(RealWindow hand, Path file) throws IOException {
        Trigger trigger = Fx.call(() -> hand.window.workbench().trigger().get());
        TriggerFiles.write(file, trigger, 64, 64);
        return Files.readAllBytes(file);
    }

    /** Pixels that the trigger covers wholly. Window thread only. */
    private static int covered(RealWindow hand) {
        Trigger trigger = hand.window.workbench().trigger().get();
        int count = 0;
        if (trigger instanceof Trigger.Patch patch) {
            for (float mask : patch.mask()) {
                count += mask == 1 ? 1 : 0;
            }
        }
        return count;
    }

    private static long step(RealWindow hand) {
        Matcher found = Pattern.compile("step (\\d+)")
                .matcher(((Labeled) hand.window.scene().getRoot().lookup("#run-status")).getText());
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
