package org.triggerworkbench.app.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.Messages;

/**
 * The runs of a matrix by attack and defence.
 *
 * @param rows names, in their order
 * @param columns names, in their order
 * @param groups by row and column; where nothing belongs, nothing
 */
record Groups(List<String> rows, List<String> columns, Map<Pair, Group> groups) {
    private static final Messages TEXT = Messages.of(Groups.class);
    private static final Heat.Square EMPTY = new Heat.Square(Heat.Look.EMPTY, 0, "", "", "", "");

    Groups {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /** An attack and a defence. */
    record Pair(String row, String column) {}

    /** How rows and columns are put in order. */
    enum Order {
        /** As the file names them. */
        FILE,
        /** What an attacker wants most first. */
        MEAN
    }

    /** In the order in which they are named. */
    static Groups of(List<Item> items) {
        SequencedSet<String> rows = new LinkedHashSet<>();
        SequencedSet<String> columns = new LinkedHashSet<>();
        Map<Pair, List<Item>> parted = new LinkedHashMap<>();
        for (Item item : items) {
            rows.add(item.row());
            columns.add(item.column());
            parted.computeIfAbsent(new Pair(item.row(), item.column()), _ -> new ArrayList<>())
                    .add(item);
        }
        Map<Pair, Group> groups = new LinkedHashMap<>();
        parted.forEach((pair, own) -> groups.put(pair, new Group(pair.row(), pair.column(), own)));
        return new Groups(List.copyOf(rows), List.copyOf(columns), groups);
    }

    @Nullable
    Group at(String row, String column) {
        return groups.get(new Pair(row, column));
    }

    /** With rows and columns in another order. */
    Groups ordered(Order order, Figure figure) {
        if (order == Order.FILE) {
            return this;
        }
        return new Groups(sorted(rows, figure, Group::row), sorted(columns, figure, Group::column), groups);
    }

    private List<String> sorted(List<String> names, Figure figure, Function<Group, String> side) {
        Map<String, OptionalDouble> means = new LinkedHashMap<>();
        for (String name : names) {
            means.put(
                    name,
                    groups.values().stream()
                            .filter(group -> side.apply(group).equals(name))
                            .map(group -> group.mean(figure))
                            .filter(OptionalDouble::isPresent)
                            .mapToDouble(mean -> figure.shade(mean.getAsDouble()))
                            .average());
        }
        // Those without a figure come last.
        return names.stream()
                .sorted(Comparator.comparingDouble((String name) ->
                        -means.getOrDefault(name, OptionalDouble.empty()).orElse(-1)))
                .toList();
    }

    /** The map of a figure. */
    Heat heat(Figure figure) {
        List<List<Heat.Square>> squares = new ArrayList<>();
        for (String row : rows) {
            List<Heat.Square> line = new ArrayList<>();
            for (String column : columns) {
                Group group = at(row, column);
                line.add(group == null ? EMPTY : group.square(figure));
            }
            squares.add(line);
        }
        return new Heat(
                TEXT.get(figure == Figure.DETECTION ? "map.title.area" : "map.title", figure.title()),
                rows,
                columns,
                squares);
    }

    /** The group that a defender would want most, or least; null where no figure is there. */
    @Nullable
    Group extreme(Figure figure, boolean best) {
        Comparator<Group> byShade = Comparator.comparingDouble(
                group -> figure.shade(group.mean(figure).orElseThrow()));
        return groups.values().stream()
                .filter(group -> group.mean(figure).isPresent())
                .min(best ? byShade : byShade.reversed())
                .orElse(null);
    }
}
