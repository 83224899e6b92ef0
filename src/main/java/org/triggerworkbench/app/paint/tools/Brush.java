package org.triggerworkbench.app.paint.tools;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Letters;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.paint.document.Stamps;
import org.triggerworkbench.app.paint.document.Stroke;

/** What the tools draw with: colour, sizes, words. Choices, not edits: they change no trigger. */
public final class Brush {
    private final Letters letters;
    private final IntegerProperty colour = new SimpleIntegerProperty(0xffffffff);
    private final IntegerProperty size = new SimpleIntegerProperty(4);
    private final DoubleProperty hardness = new SimpleDoubleProperty(1);
    private final IntegerProperty cell = new SimpleIntegerProperty(2);
    private final IntegerProperty stampSize = new SimpleIntegerProperty(8);
    private final IntegerProperty letterSize = new SimpleIntegerProperty(12);
    private final StringProperty words = new SimpleStringProperty("hi");

    Brush(Letters letters) {
        this.letters = letters;
    }

    Stroke stroke(Sprite layer, boolean erases) {
        return new Stroke(layer, size.get(), hardness.get(), colour.get(), erases);
    }

    /** What a tool that makes something floating makes at a size; words have a size of their own. */
    Sprite thing(Tool tool, int width, int height, long seed) {
        return switch (tool) {
            case RECTANGLE -> Stamps.rectangle(width, height, colour.get());
            case ELLIPSE -> Stamps.ellipse(width, height, colour.get());
            case CHECKER -> Stamps.checker(width, height, Math.max(1, cell.get()));
            case NOISE -> Stamps.noise(width, height, Math.max(1, cell.get()), seed);
            case TEXT -> {
                @Nullable Sprite drawn = letters.draw(words.get(), letterSize.get(), colour.get());
                yield drawn == null ? Sprite.empty(width, height) : drawn;
            }
            case MOVE, BRUSH, ERASER, LINE, FILL, EYEDROPPER ->
                throw new IllegalArgumentException(tool + " makes nothing that floats");
        };
    }

    /** 0xAARRGGBB. */
    public IntegerProperty colour() {
        return colour;
    }

    /** Diameter of brush, eraser and line, in pixels, at least 1. */
    public IntegerProperty size() {
        return size;
    }

    /** Share of the brush that covers wholly, in [0, 1]. */
    public DoubleProperty hardness() {
        return hardness;
    }

    /** Side of a square of checkerboard and noise, in pixels, at least 1. */
    public IntegerProperty cell() {
        return cell;
    }

    /** Side of a stamp set by a click, in pixels, at least 1. */
    public IntegerProperty stampSize() {
        return stampSize;
    }

    /** Size of letters, in pixels. */
    public IntegerProperty letterSize() {
        return letterSize;
    }

    public StringProperty words() {
        return words;
    }
}
