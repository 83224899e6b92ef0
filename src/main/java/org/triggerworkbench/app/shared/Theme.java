package org.triggerworkbench.app.shared;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.stage.Window;

/** Light or dark. */
public final class Theme {
    /** Family of the bundled font, whose figures all have one width. */
    public static final String FONT = "Open Sans";

    private static final String MEASURES = Objects.requireNonNull(
                    Theme.class.getResource("/org/triggerworkbench/app/workbench.css"))
            .toExternalForm();

    /** Put together once: a scene is dressed anew at each change. */
    private static final Supplier<String> LIGHT = once(() -> ThemeSheet.of(Tokens.LIGHT));

    private static final Supplier<String> DARK = once(() -> ThemeSheet.of(Tokens.DARK));

    private final ObjectProperty<Tokens> tokens = new SimpleObjectProperty<>(Tokens.LIGHT);

    public Theme() {
        loadFont("OpenSans-Regular.ttf");
        loadFont("OpenSans-Semibold.ttf");
    }

    private static Supplier<String> once(Supplier<String> make) {
        String[] made = new String[1];
        return () -> {
            String known = made[0];
            if (known == null) {
                known = make.get();
                made[0] = known;
            }
            return known;
        };
    }

    private static void loadFont(String file) {
        try (InputStream in = Theme.class.getResourceAsStream("/org/triggerworkbench/app/fonts/" + file)) {
            Font.loadFont(Objects.requireNonNull(in, file), 13);
        } catch (IOException e) {
            throw new IllegalStateException("the program lacks its own " + file, e);
        }
    }

    /** The colours now; what is drawn by hand listens to it. */
    public ObjectProperty<Tokens> tokens() {
        return tokens;
    }

    /** From light to dark and back. */
    public void toggle() {
        tokens.set(tokens.get().dark() ? Tokens.LIGHT : Tokens.DARK);
    }

    /** Dresses a scene and all windows, those that open later too, now and whenever the theme changes. */
    public void dress(Scene scene) {
        dressAlone(scene);
        Window.getWindows().addListener((ListChangeListener<Window>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(Theme::dress);
            }
        });
    }

    /** Gives all windows the colours of now. */
    private static void wear(Tokens now) {
        Application.setUserAgentStylesheet(now.dark() ? DARK.get() : LIGHT.get());
    }

    private static void dress(Window window) {
        if (window.getScene() != null) {
            measure(window.getScene());
        }
    }

    /** Gives a scene the measures of the workbench; its colours are those of all windows. */
    private static void measure(Scene scene) {
        if (!scene.getStylesheets().contains(MEASURES)) {
            scene.getStylesheets().add(MEASURES);
        }
    }

    /** Dresses a scene, and gives all windows the colours, now and whenever the theme changes. */
    public void dressAlone(Scene scene) {
        measure(scene);
        tokens.subscribe(Theme::wear);
    }
}
