package org.triggerworkbench.app.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.InvalidationListener;
import javafx.css.CssParser;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.Fx;

/** What every window has of a theme, those that JavaFX opens by itself too, and how controls look under the hand. */
class ThemeWindowsTest {
    private static final Path PICTURES = Path.of("target/snapshots");

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
                theme.dressAlone(scene);
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

            Tooltip tip = Fx.call(() -> {
                Tooltip made = new Tooltip("what it does");
                made.show(stage, 60, 60);
                return made;
            });
            // A tooltip is dark on both; what counts is that it can be read.
            Fx.run(tip::hide);

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void words_canBeReadInEveryState(boolean dark) {
        Theme theme = Fx.call(Theme::new);
        List<Labeled> controls = Fx.call(() -> {
            ToggleButton chosen = new ToggleButton("Backdoored");
            chosen.setSelected(true);
            Button byDefault = new Button("Restore");
            byDefault.setDefaultButton(true);
            return List.of(
                    Ui.styled(new Button("Play"), "tw-primary"),
                    byDefault,
                    new Button("Open"),
                    Ui.styled(new Button("Why is ASR low?"), "tw-link"),
                    new Hyperlink("Measure"),
                    new ToggleButton("Clean"),
                    chosen,
                    new CheckBox("Follow"));
        });
        FlowPane pane = Fx.call(() -> {
            FlowPane made = new FlowPane(8, 8);
            made.getChildren().addAll(controls);
            made.getChildren().add(new TextField("0.05"));
            made.getStyleClass().add("tw-panel");
            return made;
        });
        Scene scene = Fx.scene(pane, 900, 120, theme, dark);
        List<String> faults = new ArrayList<>();
        for (String state : List.of("", "hover", "pressed", "focused", "focus-visible", "armed", "disabled")) {
            Fx.run(() -> {
                for (Node control : pane.getChildren()) {
                    if (!state.isEmpty()) {
                        control.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), true);
                    }
                }
                pane.applyCss();
                pane.layout();
            });
            WritableImage image =
                    Fx.picture(scene, PICTURES.resolve("controls-%s-%s.png".formatted(dark ? "dark" : "light", state)));
            for (Labeled control : controls) {
                double contrast = Fx.call(() -> contrast(control, image));
                double least = state.equals("disabled") ? 2 : 4.5;
                if (contrast < least) {
                    faults.add("%s %s: %.1f".formatted(control.getText(), state, contrast));
                }
            }
            Fx.run(() -> pane.getChildren()
                    .forEach(control -> control.pseudoClassStateChanged(
                            PseudoClass.getPseudoClass(state.isEmpty() ? "x" : state), false)));
        }
        assertEquals(List.of(), faults);
    }

    /** The largest contrast of a pixel of a control's words with what is behind them. */
    private static double contrast(Labeled control, WritableImage image) {
        Node words = control.lookup(".text");
        Bounds bounds = words.localToScene(words.getBoundsInLocal());
        PixelReader pixels = image.getPixelReader();
        Color ground = pixels.getColor((int) bounds.getMinX() - 1, (int) (bounds.getMinY() + bounds.getHeight() / 2));
        double most = 1;
        for (int y = (int) bounds.getMinY(); y < bounds.getMaxY(); y++) {
            for (int x = (int) bounds.getMinX(); x < bounds.getMaxX(); x++) {
                most = Math.max(most, contrast(ground, pixels.getColor(x, y)));
            }
        }
        return most;
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
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
