package org.triggerworkbench.app.charts;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.triggerworkbench.app.shared.Theme;

/** The bundled font for Java2D, which keeps fonts of its own beside JavaFX's. */
public final class ChartFonts {
    static final String FOLDER = "/org/triggerworkbench/app/fonts/";
    static final String REGULAR = "OpenSans-Regular.ttf";
    static final String SEMIBOLD = "OpenSans-Semibold.ttf";
    private static final float SIZE = 12;
    private static final Font PLAIN = load(REGULAR);
    private static final Font STRONG = load(SEMIBOLD);

    private ChartFonts() {}

    /** Of ticks. */
    public static Font plain() {
        return PLAIN;
    }

    /** Of labels and titles. */
    public static Font strong() {
        return STRONG;
    }

    /** The file of a font; to be closed. */
    static InputStream open(String file) {
        return Objects.requireNonNull(Theme.class.getResourceAsStream(FOLDER + file), file);
    }

    private static Font load(String file) {
        try (InputStream in = open(file)) {
            Font font = Font.createFont(Font.TRUETYPE_FONT, in);
            GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
            return font.deriveFont(SIZE);
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException("the program lacks its own " + file, e);
        }
    }
}
