package org.triggerworkbench.trigger;

import java.util.Arrays;

/** A patch as large as its image, as a canvas paints it or a file holds it, cut down to what its mask shows; it stamps the same. */
public final class TriggerCrop {
    private TriggerCrop() {}

    /**
     * @param imageWidth of the model's input
     * @param imageHeight of the model's input
     */
    public static Trigger of(Trigger trigger, int imageWidth, int imageHeight) {
        boolean whole = trigger instanceof Trigger.Patch patch
                && patch.placement() instanceof Placement.Fixed
                && patch.width() == imageWidth
                && patch.height() == imageHeight;
        return whole ? cut((Trigger.Patch) trigger) : trigger;
    }

    private static Trigger cut(Trigger.Patch patch) {
        int left = patch.width();
        int top = patch.height();
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < patch.mask().length; i++) {
            if (patch.mask()[i] > 0) {
                left = Math.min(left, i % patch.width());
                right = Math.max(right, i % patch.width() + 1);
                top = Math.min(top, i / patch.width());
                bottom = Math.max(bottom, i / patch.width() + 1);
            }
        }
        return left < right ? part(patch, left, top, right - left, bottom - top) : patch;
    }

    private static Trigger part(Trigger.Patch patch, int left, int top, int width, int height) {
        int plane = patch.width() * patch.height();
        float[] pattern = new float[3 * width * height];
        float[] mask = new float[width * height];
        for (int row = 0; row < height; row++) {
            int from = (top + row) * patch.width() + left;
            System.arraycopy(patch.mask(), from, mask, row * width, width);
            for (int c = 0; c < 3; c++) {
                System.arraycopy(patch.pattern(), c * plane + from, pattern, (c * height + row) * width, width);
            }
        }
        return new Trigger.Patch(width, height, pattern, mask, patch.opacity(), new Placement.Fixed(left, top));
    }

    /** Whether two triggers stamp the same. */
    public static boolean same(Trigger one, Trigger other, int imageWidth, int imageHeight) {
        Trigger a = of(one, imageWidth, imageHeight);
        Trigger b = of(other, imageWidth, imageHeight);
        if (a instanceof Trigger.Patch first && b instanceof Trigger.Patch second) {
            return first.width() == second.width()
                    && first.height() == second.height()
                    && first.opacity() == second.opacity()
                    && first.placement().equals(second.placement())
                    && Arrays.equals(first.mask(), second.mask())
                    && samePixels(first, second);
        }
        if (a instanceof Trigger.Blend first && b instanceof Trigger.Blend second) {
            return first.opacity() == second.opacity() && Arrays.equals(first.picture(), second.picture());
        }
        if (a instanceof Trigger.Additive first && b instanceof Trigger.Additive second) {
            return Arrays.equals(first.delta(), second.delta());
        }
        return a.equals(b);
    }

    /** What lies outside the mask is never seen. */
    private static boolean samePixels(Trigger.Patch first, Trigger.Patch second) {
        int plane = first.mask().length;
        for (int i = 0; i < first.pattern().length; i++) {
            if (first.mask()[i % plane] > 0 && first.pattern()[i] != second.pattern()[i]) {
                return false;
            }
        }
        return true;
    }
}
