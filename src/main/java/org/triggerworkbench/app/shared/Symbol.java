package org.triggerworkbench.app.shared;

/** The shapes of points. A shape is known by its signed distance: below 0 inside, 0 on its edge. */
public enum Symbol {
    /** Of what is clean; also the first class's. */
    CIRCLE,
    /** Of what is triggered; no class has it. */
    TRIANGLE,
    SQUARE,
    DIAMOND,
    PLUS,
    CROSS,
    STAR,
    DOWN;

    /** Distance of (x, y), y downwards, from the edge of the symbol of radius r about the origin, in the same unit. */
    double distance(double x, double y, double r) {
        return switch (this) {
            case CIRCLE -> Math.hypot(x, y) - r;
            case TRIANGLE -> triangle(x, y, r);
            case SQUARE -> Math.max(Math.abs(x), Math.abs(y)) - 0.85 * r;
            case DIAMOND -> (Math.abs(x) + Math.abs(y) - 1.25 * r) / Math.sqrt(2);
            case PLUS -> plus(x, y, r);
            case CROSS -> plus((x + y) / Math.sqrt(2), (x - y) / Math.sqrt(2), r);
            case STAR -> Math.min(triangle(x, y, r), triangle(x, -y, r));
            case DOWN -> triangle(x, -y, r);
        };
    }

    private static double triangle(double x, double y, double r) {
        double top = 1.2 * r;
        double half = 1.15 * r;
        double foot = 0.8 * r;
        double side = (Math.abs(x) * (top + foot) - (y + top) * half) / Math.hypot(top + foot, half);
        return Math.max(y - foot, side);
    }

    private static double plus(double x, double y, double r) {
        double across = Math.abs(x);
        double along = Math.abs(y);
        double arm = 1.1 * r;
        double thick = 0.38 * r;
        return Math.min(Math.max(across - arm, along - thick), Math.max(along - arm, across - thick));
    }
}
