package org.triggerworkbench.trigger;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.trigger.Placement.Room;

/**
 * What the user says of a trigger file that does not say it itself: a PNG without a side file, or arrays.
 *
 * @param mode how it goes on an image; null leaves it to the file
 * @param place where a picture smaller than the image goes; null where that is not told
 */
public record TriggerReading(
        TriggerFiles.@Nullable Mode mode, @Nullable Function<Room, Placement> place) {
    private static final Pattern CORNER = Pattern.compile("\\s*(\\d{1,6})\\s*,\\s*(\\d{1,6})\\s*");

    /**
     * With a place in words.
     *
     * @param at {@code x,y} of its left and top edge in pixels, or a name as {@link Placement#named} knows them; null for
     *     none
     */
    public static TriggerReading of(TriggerFiles.@Nullable Mode mode, @Nullable String at) {
        return new TriggerReading(mode, at == null ? null : room -> place(at, room));
    }

    private static Placement place(String at, Room room) {
        Matcher corner = CORNER.matcher(at);
        return corner.matches()
                ? new Placement.Fixed(Integer.parseInt(corner.group(1)), Integer.parseInt(corner.group(2)))
                : Placement.named(at, room, 0);
    }

    /**
     * The trigger of a pattern with its mask.
     *
     * @param pattern no larger than the image
     */
    Trigger trigger(PatchPattern pattern, int imageWidth, int imageHeight) {
        Room room = new Room(imageWidth, imageHeight, pattern.width(), pattern.height());
        Placement where = place == null ? new Placement.Fixed(0, 0) : place.apply(room);
        if (mode != TriggerFiles.Mode.ADD) {
            return Trigger.Patch.of(pattern, 1, where);
        }
        Placement.Place corner = where.place(room, 0, 0);
        int pixels = pattern.mask().length;
        float[] delta = new float[3 * imageWidth * imageHeight];
        for (int i = 0; i < 3 * pixels; i++) {
            int x = corner.x() + i % pattern.width();
            int y = corner.y() + i % pixels / pattern.width();
            delta[(i / pixels * imageHeight + y) * imageWidth + x] = pattern.values()[i] * pattern.mask()[i % pixels];
        }
        return new Trigger.Additive(imageWidth, imageHeight, delta);
    }

    /** @throws org.triggerworkbench.text.InputException if a picture of this size is not the image's and has no place on it */
    void requireSize(Path file, int width, int height, int imageWidth, int imageHeight) {
        boolean same = width == imageWidth && height == imageHeight;
        boolean smaller = width <= imageWidth && height <= imageHeight;
        if (!same && !(smaller && place != null)) {
            throw TriggerFiles.fault(
                    file, smaller ? "file.small" : "file.size", width, height, imageWidth, imageHeight);
        }
    }
}
