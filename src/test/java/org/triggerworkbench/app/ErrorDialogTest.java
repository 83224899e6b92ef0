package org.triggerworkbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.ErrorDialog;

class ErrorDialogTest {
    private static final Path FOLDER = Path.of("target", "snapshots");

    @Test
    void dialog_tellsCopiesAndOpensTheLog() {
        List<String> opened = new ArrayList<>();
        Theme theme = Fx.call(Theme::new);
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            DialogPane pane = Fx.call(() -> {
                theme.tokens().set(tokens);
                return ErrorDialog.of(
                                null, theme, new IllegalStateException("the lens is cracked"), () -> opened.add("log"))
                        .getDialogPane();
            });
            for (boolean unfolded : List.of(false, true)) {
                Fx.run(() -> {
                    pane.setExpanded(unfolded);
                    // What is unfolded gets its style in the first round and its size in the next.
                    for (int i = 0; i < 3; i++) {
                        pane.applyCss();
                        pane.layout();
                        pane.autosize();
                    }
                    assertEquals(List.of(), LookCheck.faults(pane));
                    assertEquals(
                            unfolded ? "Hide details" : "Show details",
                            ((Labeled) pane.lookup(".details-button")).getText());
                });
                String name =
                        "error-dialog-%s%s.png".formatted(tokens.dark() ? "dark" : "light", unfolded ? "-open" : "");
                assertFalse(LookCheck.hasDefaultGrey(Fx.picture(pane.getScene(), FOLDER.resolve(name))), name);
            }
            Fx.run(() -> press(pane, "Copy details"));
            String copied = Fx.call(() -> Clipboard.getSystemClipboard().getString());
            assertTrue(copied.contains("the lens is cracked") && copied.contains("\tat "), copied);
            assertTrue(copied.contains(System.getProperty("os.name")), copied);
            Fx.run(() -> press(pane, "Open the log"));
        }
        assertEquals(List.of("log", "log"), opened);
    }

    private static void press(DialogPane pane, String title) {
        ButtonType type = pane.getButtonTypes().stream()
                .filter(each -> each.getText().equals(title))
                .findFirst()
                .orElseThrow();
        ActionEvent event = new ActionEvent();
        ((Button) pane.lookupButton(type)).fireEvent(event);
    }
}
