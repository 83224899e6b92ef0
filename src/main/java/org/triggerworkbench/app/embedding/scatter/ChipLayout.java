package org.triggerworkbench.app.embedding.scatter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts labels beside their places so that none covers another and as few points as can be are covered; those without room are
 * left out, the last ones first.
 */
public final class ChipLayout {
    private static final double GAP = 2;
    /** Directions from a place, the ones preferred first. */
    private static final double[][] SIDES = {
        {0, -1}, {0, 1}, {0.6, -1}, {-0.6, -1}, {0.6, 1}, {-0.6, 1}, {1, 0}, {-1, 0}
    };
    /** How far a label may go, in distances from its place; from the second on a line leads to it. */
    private static final double[] RINGS = {1, 3.5, 6, 9};

    private static final double POINT = 10;
    private static final double RING = 6;
    /** A label stays where it was unless that covers this much more: else it would flicker while points move. */
    private static final double STAYS = 15;

    private ChipLayout() {}

    /**
     * A label that wants to stand by a place.
     *
     * @param index its own
     */
    public record Wish(int index, double x, double y, double width, double height) {}

    /**
     * Points that labels should not lie on.
     *
     * @param xs in pixels
     * @param ys one per x
     */
    public record Points(double[] xs, double[] ys) {
        public static final Points NONE = new Points(new double[0], new double[0]);

        int under(double left, double top, double width, double height) {
            int count = 0;
            for (int i = 0; i < xs.length; i++) {
                if (xs[i] >= left - GAP
                        && xs[i] <= left + width + GAP
                        && ys[i] >= top - GAP
                        && ys[i] <= top + height + GAP) {
                    count++;
                }
            }
            return count;
        }
    }

    /**
     * Where a label's left upper corner goes.
     *
     * @param slot which of the possible ones it is, for the next layout
     */
    public record Place(int index, double left, double top, double width, double height, int slot) {
        public boolean covers(double otherLeft, double otherTop, double otherWidth, double otherHeight) {
            return left < otherLeft + otherWidth + GAP
                    && otherLeft < left + width + GAP
                    && top < otherTop + otherHeight + GAP
                    && otherTop < top + height + GAP;
        }

        /** Whether a line must lead from its place to it. */
        public boolean isFar() {
            return slot >= SIDES.length;
        }
    }

    /**
     * @param wishes the most important first; places outside the view get no label
     * @param points not to be covered
     * @param before slots of the layout before, by index
     * @param away pixels between a place and its label
     * @param most labels
     */
    public static List<Place> place(
            List<Wish> wishes,
            Points points,
            Map<Integer, Integer> before,
            double width,
            double height,
            double away,
            int most) {
        List<Place> placed = new ArrayList<>();
        for (Wish wish : wishes) {
            if (placed.size() >= most) {
                break;
            }
            if (wish.x < 0 || wish.y < 0 || wish.x > width || wish.y > height) {
                continue;
            }
            Place best = best(wish, placed, points, before.get(wish.index), width, height, away);
            if (best != null) {
                placed.add(best);
            }
        }
        return placed;
    }

    private static @Nullable Place best(
            Wish wish,
            List<Place> placed,
            Points points,
            @Nullable Integer before,
            double width,
            double height,
            double away) {
        Place best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int slot = 0; slot < RINGS.length * SIDES.length; slot++) {
            int ring = slot / SIDES.length;
            double[] side = SIDES[slot % SIDES.length];
            double far = away * RINGS[ring];
            double left = wish.x + side[0] * (wish.width / 2 + (side[1] == 0 || ring > 0 ? far : 0)) - wish.width / 2;
            double top = wish.y + side[1] * (wish.height / 2 + far) - wish.height / 2;
            left = Math.clamp(left, 0, Math.max(0, width - wish.width));
            top = Math.clamp(top, 0, Math.max(0, height - wish.height));
            double cost = RING * ring - (before != null && before == slot ? STAYS : 0);
            if (cost >= least || !isFree(placed, left, top, wish)) {
                continue;
            }
            cost += POINT * points.under(left, top, wish.width, wish.height);
            if (cost < least) {
                least = cost;
                best = new Place(wish.index, left, top, wish.width, wish.height, slot);
            }
        }
        return best;
    }

    private static boolean isFree(List<Place> placed, double left, double top, Wish wish) {
        for (Place other : placed) {
            if (other.covers(left, top, wish.width, wish.height)) {
                return false;
            }
        }
        return true;
    }
}
