package org.triggerworkbench.app.shared;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Light or dark: AtlantaFX below, the workbench's own colours and measures above it. */
public final class Theme {
    /** Family of the bundled font, whose figures all have one width. */
    public static final String FONT = "Open Sans";

    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

    private final ObjectProperty<Tokens> tokens = new SimpleObjectProperty<>(Tokens.LIGHT);

    public Theme() {
        loadFont("OpenSans-Regular.ttf");
        loadFont("OpenSans-Semibold.ttf");
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

    /** Dresses a scene, now and whenever the theme changes. */
    public void dress(Scene scene) {
        scene.getStylesheets()
                .add(Objects.requireNonNull(Theme.class.getResource("/org/triggerworkbench/app/workbench.css"))
                        .toExternalForm());
        tokens.subscribe(now -> {
            Application.setUserAgentStylesheet(
                    now.dark()
                            ? new PrimerDark().getUserAgentStylesheet()
                            : new PrimerLight().getUserAgentStylesheet());
            scene.getRoot().pseudoClassStateChanged(DARK, now.dark());
        });
    }
}
