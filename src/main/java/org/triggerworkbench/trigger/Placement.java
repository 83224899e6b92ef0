package org.triggerworkbench.trigger;

import java.util.Locale;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Where on a picture a patch goes. */
public sealed interface Placement {

    /**
     * The same place on every picture.
     *
     * @param x of the patch's left edge, in pixels
     * @param y of the patch's top edge, in pixels
     */
    record Fixed(int x, int y) implements Placement {}

    /** A place drawn afresh for each image, every place inside the picture as likely; the same image and seed give the same. */
    record RandomPlace() implements Placement {}

    /**
     * Image i takes cell i mod (columns x rows), row by row; the cells are spread evenly from edge to edge.
     *
     * @param columns at least 1
     * @param rows at least 1
     */
    record Grid(int columns, int rows) implements Placement {
        public Grid {
            if (columns < 1 || rows < 1) {
                throw new InputException(Messages.of(Placement.class).get("placement.grid", columns, rows));
            }
        }
    }

    /** A pixel of a picture, counted from its left and top edge. */
    record Place(int x, int y) {}

    /**
     * The place on one image.
     *
     * @param room of the picture, then of the patch
     * @param id of the image
     * @param seed read by {@link RandomPlace} only
     * @throws InputException if the patch leaves the picture
     */
    default Place place(Room room, int id, long seed) {
        room.requireFit();
        return switch (this) {
            case Fixed(int x, int y) -> {
                if (x < 0 || y < 0 || x > room.freeX() || y > room.freeY()) {
                    throw new InputException(Messages.of(Placement.class)
                            .get(
                                    "placement.off",
                                    room.width(),
                                    room.height(),
                                    x,
                                    y,
                                    room.imageWidth(),
                                    room.imageHeight()));
                }
                yield new Place(x, y);
            }
            case RandomPlace() -> {
                var random = Seeds.generator(seed, "trigger-place", id);
                int x = random.nextInt(room.freeX() + 1);
                yield new Place(x, random.nextInt(room.freeY() + 1));
            }
            case Grid(int columns, int rows) -> {
                int cell = Math.floorMod(id, columns * rows);
                yield new Place(
                        spread(cell % columns, columns, room.freeX()), spread(cell / columns, rows, room.freeY()));
            }
        };
    }

    /**
     * A place by its name: top-left, top, top-right, left, centre (or center), right, bottom-left, bottom, bottom-right.
     *
     * @param margin pixels between the patch and the edges it touches; no matter in the centre
     * @throws InputException if the name is not known or the patch does not fit
     */
    static Fixed named(String name, Room room, int margin) {
        room.requireFit();
        String word = name.strip().toLowerCase(Locale.ROOT);
        int left = margin;
        int middleX = room.freeX() / 2;
        int right = room.freeX() - margin;
        int top = margin;
        int middleY = room.freeY() / 2;
        int bottom = room.freeY() - margin;
        Fixed place =
                switch (word) {
                    case "top-left" -> new Fixed(left, top);
                    case "top" -> new Fixed(middleX, top);
                    case "top-right" -> new Fixed(right, top);
                    case "left" -> new Fixed(left, middleY);
                    case "centre", "center" -> new Fixed(middleX, middleY);
                    case "right" -> new Fixed(right, middleY);
                    case "bottom-left" -> new Fixed(left, bottom);
                    case "bottom" -> new Fixed(middleX, bottom);
                    case "bottom-right" -> new Fixed(right, bottom);
                    default ->
                        throw new InputException(
                                Messages.of(Placement.class).get("placement.unknown", FileWord.shown(name)));
                };
        place.place(room, 0, 0);
        return place;
    }

    private static int spread(int cell, int cells, int free) {
        return cells == 1 ? free / 2 : Math.round((float) free * cell / (cells - 1));
    }

    /**
     * A picture and a patch that goes on it, in pixels.
     *
     * @param imageWidth of the picture
     * @param imageHeight of the picture
     * @param width of the patch
     * @param height of the patch
     */
    record Room(int imageWidth, int imageHeight, int width, int height) {
        int freeX() {
            return imageWidth - width;
        }

        int freeY() {
            return imageHeight - height;
        }

        void requireFit() {
            if (freeX() < 0 || freeY() < 0) {
                throw new InputException(
                        Messages.of(Placement.class).get("placement.large", width, height, imageWidth, imageHeight));
            }
        }
    }
}
