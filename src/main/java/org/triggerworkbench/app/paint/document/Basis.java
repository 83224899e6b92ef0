package org.triggerworkbench.app.paint.document;

import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.PatchPattern;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/**
 * The trigger a document was made from, and the pixels that stand for it: as long as those are unchanged the document hands
 * on the trigger's own numbers, which a layer of eight bits would round.
 *
 * @param trigger as it came
 * @param shown stands for it, as floating selection or as layer, told by identity of their array
 * @param trimmed the trigger's pattern without its transparent edges; null where it is no patch
 * @param home where the trimmed pattern lay
 * @param x where the pattern lies when it is set down
 * @param y where the pattern lies when it is set down
 */
record Basis(Trigger trigger, Sprite shown, @Nullable PatchPattern trimmed, Placement.Place home, int x, int y) {

    /** The same numbers in a layer. */
    Basis setDown(Sprite layer, int atX, int atY) {
        return new Basis(trigger, layer, trimmed, home, atX, atY);
    }

    /** Of a trigger shown by a whole layer. */
    static Basis whole(Trigger trigger, Sprite layer) {
        return new Basis(trigger, layer, null, new Placement.Place(0, 0), 0, 0);
    }

    /** Of a patch; null where it shows nothing at all. */
    static @Nullable Basis of(Trigger.Patch patch, int width, int height) {
        PatchPattern whole = new PatchPattern(patch.width(), patch.height(), patch.pattern(), patch.mask());
        Box box = TriggerPictures.sprite(whole).bounds();
        if (box == null) {
            return null;
        }
        PatchPattern trimmed = crop(whole, box);
        Placement.Place place = place(patch, width, height);
        Placement.Place home = new Placement.Place(place.x() + box.x(), place.y() + box.y());
        return new Basis(patch, TriggerPictures.sprite(trimmed), trimmed, home, home.x(), home.y());
    }

    /** Where it lies on the first image. */
    private static Placement.Place place(Trigger.Patch patch, int width, int height) {
        try {
            return patch.placement()
                    .place(new Placement.Room(width, height, patch.width(), patch.height()), 0, Subject.PLACEMENT_SEED);
        } catch (InputException e) {
            // a patch for other pictures; the answer says so
            return new Placement.Place(0, 0);
        }
    }

    /** A part of a pattern, bit by bit. */
    static PatchPattern crop(PatchPattern pattern, Box box) {
        int pixels = box.w() * box.h();
        int plane = pattern.mask().length;
        float[] values = new float[3 * pixels];
        float[] mask = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            int from = (box.y() + i / box.w()) * pattern.width() + box.x() + i % box.w();
            mask[i] = pattern.mask()[from];
            for (int c = 0; c < 3; c++) {
                values[c * pixels + i] = pattern.values()[c * plane + from];
            }
        }
        return new PatchPattern(box.w(), box.h(), values, mask);
    }
}
