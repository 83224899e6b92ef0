package org.triggerworkbench.app.paint.document;

import org.triggerworkbench.trigger.Placement;

/** Kinds of places a trigger takes. */
public enum PlacementKind {
    /** The same place on every image. */
    FIXED,
    /** A place of its own on every image. */
    RANDOM,
    /** The images take the cells of a grid by turns. */
    GRID;

    static PlacementKind of(Placement placement) {
        return switch (placement) {
            case Placement.Fixed _ -> FIXED;
            case Placement.RandomPlace() -> RANDOM;
            case Placement.Grid _ -> GRID;
        };
    }
}
