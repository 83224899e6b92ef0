package org.triggerworkbench.app.shared;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.stage.PopupWindow;
import javafx.stage.Window;

/**
 * Light or dark, for the whole program: a style sheet of the user agent (AtlantaFX in the workbench's colours) that reaches
 * dialogs, menus and pop-overs as well. The looks of the views stand above it.
 */
public final class Theme {
    /** Family of the bundled font, whose figures all have one width. */
    public static final String FONT = "Open Sans";

    private static final String FOLDER = "/org/triggerworkbench/app/";

    private static final String VIEWS = "workbench.css";

    private final ObjectProperty<Tokens> tokens = new SimpleObjectProperty<>(Tokens.LIGHT);
    private final DoubleProperty textScale = new SimpleDoubleProperty(1);
    private final List<WeakReference<Scene>> dressed = new ArrayList<>();
    private String views = address(VIEWS);

    public Theme() {
        loadFont("OpenSans-Regular.ttf");
        loadFont("OpenSans-Semibold.ttf");
        tokens.subscribe(this::useColours);
        textScale.subscribe(this::scaleAll);
    }

    private void useColours(Tokens now) {
        Application.setUserAgentStylesheet(address(now.dark() ? "theme/dark.css" : "theme/light.css"));
    }

    private void scaleAll() {
        useColours(tokens.get());
        String now = address(VIEWS);
        dressed.removeIf(scene -> scene.get() == null);
        dressed.stream().map(WeakReference::get).filter(Objects::nonNull).forEach(scene -> scene.getStylesheets()
                .replaceAll(each -> each.equals(views) ? now : each));
        views = now;
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
        scene.getStylesheets().add(views);
        dressed.add(new WeakReference<>(scene));
    }

    /**
     * Where the desktop has no transparent windows, the room for the shadow of a menu or a drop-down is filled, with white by
     * itself: gives it the colour of the page instead.
     */
    public void groundPopups() {
        if (Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
            return;
        }
        Window.getWindows().addListener((ListChangeListener<Window>) change -> {
            while (change.next()) {
                for (Window window : change.getAddedSubList()) {
                    if (window instanceof PopupWindow popup) {
                        popup.getScene().setFill(tokens.get().page());
                    }
                }
            }
        });
    }

    /** How large words are, 1 being usual: of every window at once, menus and dialogs too. */
    public DoubleProperty textScale() {
        return textScale;
    }

    private String address(String file) {
        return ScaledSheet.address(FOLDER + file, textScale.get());
    }
}
