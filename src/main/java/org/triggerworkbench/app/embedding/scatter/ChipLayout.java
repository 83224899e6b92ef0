package org.triggerworkbench.app.embedding.scatter;

import java.util.ArrayList;
import java.util.List;

/** Puts labels beside their places so that none covers another; those without room are left out, the last ones first. */
public final class ChipLayout {
    private static final double GAP = 2;
    private static final double[][] SIDES = {
        {0, -1}, {0, 1}, {0.6, -1}, {-0.6, -1}, {0.6, 1}, {-0.6, 1}, {1, 0}, {-1, 0}, {0, -2.1}, {0, 2.1}
    };

    private ChipLayout() {}

    /**
     * A label that wants to stand by a place.
     *
     * @param index its own
     */
    public record Wish(int index, double x, double y, double width, double height) {}

    /** Where a label's left upper corner goes. */
    public record Place(int index, double left, double top, double width, double height) {
        public boolean covers(double otherLeft, double otherTop, double otherWidth, double otherHeight) {
            return left < otherLeft + otherWidth + GAP
                    && otherLeft < left + width + GAP
                    && top < otherTop + otherHeight + GAP
                    && otherTop < top + height + GAP;
        }
    }

    /**
     * @param wishes the most important first; places outside the view get no label
     * @param away pixels between a place and its label
     * @param most labels
     */
    public static List<Place> place(List<Wish> wishes, double width, double height, double away, int most) {
        List<Place> placed = new ArrayList<>();
        for (Wish wish : wishes) {
            if (placed.size() >= most) {
                break;
            }
            if (wish.x < 0 || wish.y < 0 || wish.x > width || wish.y > height) {
                continue;
            }
            for (double[] side : SIDES) {
                double left = wish.x + side[0] * (wish.width / 2 + (side[1] == 0 ? away : 0)) - wish.width / 2;
                double top = wish.y + side[1] * (wish.height / 2 + away) - wish.height / 2;
                left = Math.clamp(left, 0, Math.max(0, width - wish.width));
                top = Math.clamp(top, 0, Math.max(0, height - wish.height));
                if (isFree(placed, left, top, wish)) {
                    placed.add(new Place(wish.index, left, top, wish.width, wish.height));
                    break;
                }
            }
        }
        return placed;
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
