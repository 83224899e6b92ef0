package org.triggerworkbench.trigger;

import java.util.Arrays;

/** How one trigger differs from another, as a person would put it. */
public enum TriggerChange {
    NONE,
    /** The same pattern elsewhere. */
    PLACE,
    /** The same pattern at the same place, fainter or stronger. */
    OPACITY,
    /** Anything else: another pattern, size or kind. */
    PATTERN;

    /**
     * Compares two triggers as they stamp images of a size.
     *
     * @param width of the image
     * @param height of the image
     */
    public static TriggerChange of(Trigger from, Trigger to, int width, int height) {
        if (TriggerCrop.same(from, to, width, height)) {
            return NONE;
        }
        Trigger a = TriggerCrop.of(from, width, height);
        Trigger b = TriggerCrop.of(to, width, height);
        if (a instanceof Trigger.Patch first && b instanceof Trigger.Patch second) {
            if (sameUnder(first, second.opacity(), second.placement(), second, width, height)) {
                return first.placement().equals(second.placement()) ? OPACITY : PLACE;
            }
            return PATTERN;
        }
        return a instanceof Trigger.Blend first
                        && b instanceof Trigger.Blend second
                        && Arrays.equals(first.picture(), second.picture())
                ? OPACITY
                : PATTERN;
    }

    private static boolean sameUnder(
            Trigger.Patch one, float opacity, Placement placement, Trigger.Patch other, int width, int height) {
        return TriggerCrop.same(
                new Trigger.Patch(one.width(), one.height(), one.pattern(), one.mask(), opacity, placement),
                other,
                width,
                height);
    }
}
