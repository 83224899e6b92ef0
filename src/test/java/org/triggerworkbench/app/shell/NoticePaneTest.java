package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.robot.Motion;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.text.InputException;

class NoticePaneTest {
    private static final String SENTENCE =
            "/home/somebody/models/a-model-with-a-very-long-name-that-somebody-trained.safetensors"
                    + " holds weights but does not say of which network; add --arch with one of those the program knows.";

    private final BackgroundTasks works = new BackgroundTasks(javafx.application.Platform::runLater);
    private final List<Path> browsed = new ArrayList<>();
    private final Theme theme = Fx.call(Theme::new);
    private final NoticePane pane =
            Fx.call(() -> new NoticePane(new StackPane(new Label("what is under it")), works, theme, browsed::add));
    private final Stage stage = Fx.call(Stage::new);

    @BeforeEach
    void open() {
        Fx.run(() -> {
            Scene scene = new Scene(pane, 700, 300);
            theme.dress(scene);
            stage.setScene(scene);
            stage.show();
        });
    }

    @AfterEach
    void close() {
        Fx.run(stage::hide);
        works.close();
    }

    private Parent bar() {
        return (Parent) pane.lookup(".notification-bar");
    }

    private void untilShown(String words) {
        Fx.until(
                "a notice",
                () -> bar() != null
                        && pane.isShowing()
                        && bar().getLayoutY() >= 0
                        && bar().lookup(".label") instanceof Labeled label
                        && label.getText().equals(words)
                        && label.getOpacity() == 1);
    }

    private Button button(String title) {
        return Fx.call(() -> bar().lookupAll(".button").stream()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> button.getText().equals(title))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void failure_isToldWhole_copied_andGoesWhereItIsDismissed() {
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            Fx.run(() -> {
                theme.tokens().set(tokens);
                works.fail(new InputException(SENTENCE));
            });
            untilShown(SENTENCE);
            Fx.run(() -> {
                pane.applyCss();
                pane.layout();
                assertEquals(List.of(), LookCheck.faults(pane));
            });
            Fx.picture(
                    pane.getScene(), Path.of("target/snapshots/notice-" + (tokens.dark() ? "dark" : "light") + ".png"));
        }
        Button copy = button("Copy");
        assertEquals(SENTENCE, Fx.call(() -> {
            copy.fire();
            return Clipboard.getSystemClipboard().getString();
        }));
        Fx.run(() -> works.lastError().set(""));
        assertFalse(Fx.call(pane::isShowing));
    }

    @Test
    void whatWasTakenAway_hasAWayBack() {
        List<String> undone = new ArrayList<>();
        Fx.run(() -> works.removed("Moved badnets-vgg to the trash", () -> undone.add("undone")));
        untilShown("Moved badnets-vgg to the trash");
        look("notice-removed");
        Fx.run(() -> {
            assertEquals("Moved badnets-vgg to the trash", bar().getAccessibleText());
            assertEquals("Close", bar().lookup(".close-button").getAccessibleText());
        });
        new FxRobot().clickOn(button("Undo"), Motion.DIRECT);
        Fx.until("it is undone", () -> undone.equals(List.of("undone")));
        Fx.until("nothing to read", () -> !pane.isShowing());
        // What the desktop alone can put back has no such button.
        Fx.run(() -> works.removed("Moved badnets-vgg to the trash of the desktop", null));
        untilShown("Moved badnets-vgg to the trash of the desktop");
        assertTrue(Fx.call(() -> bar().lookupAll(".button").stream()
                .noneMatch(
                        node -> node instanceof Button shown && shown.getText().equals("Undo"))));
    }

    @Test
    void details_sayTheSentenceOnce_andWhatLiesBehind() {
        Fx.run(() -> works.fail(new InputException(SENTENCE, new IllegalStateException("no such entry"))));
        untilShown(SENTENCE);
        new FxRobot().clickOn(button("Details"), Motion.DIRECT);
        Fx.until("the details", () -> details() != null);
        Fx.run(() -> {
            DialogPane details = Objects.requireNonNull(details());
            assertEquals(SENTENCE, details.getHeaderText());
            assertTrue(details.getContent() instanceof Label behind
                    && behind.getText().contains("no such entry"));
            details.getScene().getWindow().hide();
        });
    }

    private static @Nullable DialogPane details() {
        return Window.getWindows().stream()
                .map(window -> window.getScene().getRoot())
                .filter(DialogPane.class::isInstance)
                .map(DialogPane.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Looks at it in both themes. */
    private void look(String name) {
        for (Tokens tokens : List.of(Tokens.DARK, Tokens.LIGHT)) {
            Fx.run(() -> {
                theme.tokens().set(tokens);
                pane.applyCss();
                pane.layout();
                assertEquals(List.of(), LookCheck.faults(pane));
            });
            Fx.picture(
                    pane.getScene(),
                    Path.of("target/snapshots/" + name + (tokens.dark() ? "-dark" : "-light") + ".png"));
        }
    }

    @Test
    void whatWasWritten_isAWayToItsFolder() {
        Path file = Path.of("/tmp/somewhere/figure.png");
        Fx.run(() -> works.saved(file));
        untilShown("Saved " + file);
        look("notice-saved");
        Button folder = button("Show in folder");
        Fx.run(folder::fire);
        assertEquals(List.of(Path.of("/tmp/somewhere")), browsed);
        // A failure after it takes its place, actions and all.
        Fx.run(() -> works.fail(new InputException(SENTENCE)));
        untilShown(SENTENCE);
        assertTrue(Fx.call(() -> bar().lookupAll(".button").stream()
                .map(Node.class::cast)
                .noneMatch(
                        node -> node instanceof Button shown && shown.getText().equals("Show in folder"))));
    }
}
