package org.triggerworkbench.app.shared;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * Light or dark, for the whole program: a style sheet of the user agent (AtlantaFX in the workbench's colours) that reaches
 * dialogs, menus and pop-overs as well. The looks of the views stand above it.
 */
public final class Theme {
    /** Family of the bundled font, whose figures all have one width. */
    public static final String FONT = "Open Sans";

    private static final String FOLDER = "/org/triggerworkbench/app/";

    private final ObjectProperty<Tokens> tokens = new SimpleObjectProperty<>(Tokens.LIGHT);

    public Theme() {
        loadFont("OpenSans-Regular.ttf");
        loadFont("OpenSans-Semibold.ttf");
        tokens.subscribe(
                now -> Application.setUserAgentStylesheet(address(now.dark() ? "theme/dark.css" : "theme/light.css")));
    }

    private static void loadFont(String file) {
        try (InputStream in = Theme.class.getResourceAsStream(FOLDER + "fonts/" + file)) {
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

    /** Gives a scene the looks of the views; the colours reach it, and every popup, by themselves. */
    public void dress(Scene scene) {
        scene.getStylesheets().add(address("workbench.css"));
    }

    private static String address(String file) {
        return Objects.requireNonNull(Theme.class.getResource(FOLDER + file), file)
                .toExternalForm();
    }
}
