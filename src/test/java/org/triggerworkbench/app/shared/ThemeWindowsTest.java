package org.triggerworkbench.app.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.css.CssParser;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.Fx;

/** What every window has of a theme, those that JavaFX opens by itself too. */
class ThemeWindowsTest {
    @Test
    void sheets_areReadWithoutAFault() {
        List<String> faults = new ArrayList<>();
        Fx.run(() -> {
            CssParser.errorsProperty().addListener((InvalidationListener)
                    _ -> CssParser.errorsProperty().forEach(error -> faults.add(error.getMessage())));
            for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
                Theme theme = new Theme();
                theme.tokens().set(tokens);
                Scene scene = new Scene(new StackPane(new Button("Play")));
                theme.dress(scene);
                scene.getRoot().applyCss();
            }
        });
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void popups_menus_dialogs_areOfTheTheme(boolean dark) {
        Tokens tokens = dark ? Tokens.DARK : Tokens.LIGHT;
        Stage stage = Fx.call(() -> {
            Theme theme = new Theme();
            theme.tokens().set(tokens);
            theme.groundPopups();
            Stage shown = new Stage();
            shown.setScene(new Scene(new StackPane(new Button("anchor")), 300, 200));
            theme.dress(shown.getScene());
            shown.show();
            return shown;
        });
        try {
            ContextMenu menu = Fx.call(() -> {
                ContextMenu made = new ContextMenu(new MenuItem("Open"), new MenuItem("Save"));
                made.show(stage.getScene().getRoot(), 50, 50);
                return made;
            });
            assertGround("menu", menu, tokens);
            // No window here is transparent: round the menu, where its shadow lies, there must be no white.
            assertFalse(Fx.call(() -> Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)));
            assertEquals(tokens.page(), Fx.call(() -> menu.getScene().getFill()));
            Fx.run(menu::hide);

            ComboBox<String> combo = Fx.call(() -> {
                ComboBox<String> made = new ComboBox<>();
                made.getItems().addAll("one", "two", "three");
                ((StackPane) stage.getScene().getRoot()).getChildren().setAll(made);
                return made;
            });
            Fx.run(() -> stage.getScene().getRoot().layout());
            Fx.run(combo::show);
            Fx.until("the drop-down", () -> drop(stage) != null);
            assertGround("drop-down", Objects.requireNonNull(Fx.call(() -> drop(stage))), tokens);
            Fx.run(combo::hide);

            Alert alert = Fx.call(() -> {
                Alert made = new Alert(Alert.AlertType.CONFIRMATION, "Delete it?");
                made.initOwner(stage);
                made.show();
                return made;
            });
            assertGround(
                    "dialog", Fx.call(() -> alert.getDialogPane().getScene().getWindow()), tokens);
            Fx.run(alert::close);
        } finally {
            Fx.run(stage::hide);
        }
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static @Nullable Window drop(Stage stage) {
        return Window.getWindows().stream()
                .filter(window -> !window.equals(stage) && window.isShowing())
                .findFirst()
                .orElse(null);
    }

    private static void assertGround(String name, Window window, Tokens tokens) {
        WritableImage image = Fx.call(() -> window.getScene().getRoot().snapshot(null, null));
        Color ground = image.getPixelReader().getColor((int) image.getWidth() - 8, (int) image.getHeight() / 2);
        double away = Math.abs(luminance(ground) - luminance(tokens.panel()));
        assertTrue(away < 0.1, name + " is " + ground + " instead of " + tokens.panel());
    }
}
