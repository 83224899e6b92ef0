package org.triggerworkbench.trigger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Placements as files spell them: {@code fixed 3 4}, {@code random}, {@code grid 3 3}. */
final class PlacementWords {
    private static final Pattern TWO = Pattern.compile("(fixed|grid) (-?\\d{1,6}) (-?\\d{1,6})");

    private PlacementWords() {}

    static String write(Placement placement) {
        return switch (placement) {
            case Placement.Fixed(int x, int y) -> "fixed " + x + " " + y;
            case Placement.RandomPlace() -> "random";
            case Placement.Grid(int columns, int rows) -> "grid " + columns + " " + rows;
        };
    }

    static Optional<Placement> read(String words) {
        if (words.equals("random")) {
            return Optional.of(new Placement.RandomPlace());
        }
        Matcher matcher = TWO.matcher(words);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(2));
        int second = Integer.parseInt(matcher.group(3));
        return Optional.of(
                matcher.group(1).equals("grid")
                        ? new Placement.Grid(first, second)
                        : new Placement.Fixed(first, second));
    }
}
