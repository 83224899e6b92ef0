package org.triggerworkbench.app.embedding.scatter;

/** What a drag over the map does; a click picks a point with each. */
public enum ScatterTool {
    /** Moves the map. */
    POINTER("fth-mouse-pointer", "V"),
    /** Chooses what a line goes around. */
    LASSO("fth-edit-3", "L"),
    /** Chooses what lies in a box. */
    BOX("fth-square", "B"),
    /** Moves the map, wherever the drag begins. */
    PAN("fth-move", "H");

    private final String icon;
    private final String key;

    ScatterTool(String icon, String key) {
        this.icon = icon;
        this.key = key;
    }

    String icon() {
        return icon;
    }

    /** The key that takes it while the map has the focus. */
    String key() {
        return key;
    }
}
