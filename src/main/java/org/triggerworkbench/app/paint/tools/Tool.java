package org.triggerworkbench.app.paint.tools;

/** What the mouse does on the enlarged image. */
public enum Tool {
    MOVE("move", "V"),
    BRUSH("brush", "B"),
    ERASER("eraser", "E"),
    RECTANGLE("rectangle", "R"),
    ELLIPSE("ellipse", "O"),
    LINE("line", "L"),
    FILL("fill", "F"),
    CHECKER("checker", "C"),
    NOISE("noise", "N"),
    TEXT("text", "T"),
    EYEDROPPER("eyedropper", "I");

    private final String id;
    private final String key;

    Tool(String id, String key) {
        this.id = id;
        this.key = key;
    }

    /** Name in ids and bundles. */
    public String id() {
        return id;
    }

    /** The key that takes it. */
    public String key() {
        return key;
    }

    /** Whether it makes something that floats first. */
    public boolean makesFloating() {
        return this == RECTANGLE || this == ELLIPSE || this == CHECKER || this == NOISE || this == TEXT;
    }

    public boolean hasSize() {
        return this == BRUSH || this == ERASER || this == LINE;
    }
}
