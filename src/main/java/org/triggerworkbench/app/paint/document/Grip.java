package org.triggerworkbench.app.paint.document;

/** Parts of the floating selection the mouse can take hold of. */
public enum Grip {
    INSIDE(0, 0),
    TOP_LEFT(-1, -1),
    TOP_RIGHT(1, -1),
    BOTTOM_LEFT(-1, 1),
    BOTTOM_RIGHT(1, 1),
    TURN(0, -1);

    private final int sx;
    private final int sy;

    Grip(int sx, int sy) {
        this.sx = sx;
        this.sy = sy;
    }

    public int sx() {
        return sx;
    }

    public int sy() {
        return sy;
    }
}
