package org.triggerworkbench.app.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.Messages;

/**
 * The runs of a matrix by attack and defence.
 *
 * @param rows in their order
 * @param columns names, in their order
 * @param groups by row and column; where nothing belongs, nothing
 * @param axis that the rows are grouped by; empty for none
 */
record Groups(List<Row> rows, List<Column> columns, Map<Pair, Group> groups, String axis) {
    private static final Messages TEXT = Messages.of(Groups.class);
    private static final Heat.Square EMPTY = new Heat.Square(Heat.Look.EMPTY, 0, "", "", "", "");

    Groups {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /** An attack and a defence. */
    record Pair(String row, String column) {}

    /**
     * What is attacked, how.
     *
     * @param axes what it stands for, by names for people
     */
    record Row(String name, Map<String, String> axes, boolean isControl) {}

    /** A defence. */
    record Column(String name, boolean isBare) {}

    /** How rows are put in order; the columns follow it for a mean. */
    enum Order {
        /** As the file names them. */
        FILE,
        NAME,
        /** What an attacker wants most first. */
        MEAN,
        /** The same, by one column. */
        COLUMN
    }

    /**
     * How the map is laid out.
     *
     * @param column that rows are put in order by, where that is asked
     * @param axis that rows are grouped by; empty for none
     */
    record Layout(Order order, String column, String axis) {
        static final Layout PLAIN = new Layout(Order.FILE, "", "");
    }

    /** In the order in which they are named. */
    static Groups of(List<Item> items) {
        SequencedMap<String, Row> rows = new LinkedHashMap<>();
        SequencedMap<String, Column> columns = new LinkedHashMap<>();
        Map<Pair, List<Item>> parted = new LinkedHashMap<>();
        for (Item item : items) {
            rows.computeIfAbsent(item.row(), name -> new Row(name, item.axes(), item.control()));
            columns.computeIfAbsent(item.column(), name -> new Column(name, item.bare()));
            parted.computeIfAbsent(new Pair(item.row(), item.column()), _ -> new ArrayList<>())
                    .add(item);
        }
        Map<Pair, Group> groups = new LinkedHashMap<>();
        parted.forEach((pair, own) -> groups.put(pair, new Group(pair.row(), pair.column(), own)));
        return new Groups(List.copyOf(rows.values()), List.copyOf(columns.values()), groups, "");
    }

    List<String> rowNames() {
        return rows.stream().map(Row::name).toList();
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The axes that tell rows apart. */
    List<String> axes() {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        rows.forEach(row -> row.axes().forEach((axis, value) -> values.computeIfAbsent(axis, _ -> new HashSet<>())
                .add(value)));
        return values.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Nullable
    Group at(String row, String column) {
        return groups.get(new Pair(row, column));
    }

    /** With rows and columns in another order, the rows of a group together. */
    Groups laidOut(Layout layout, Figure figure) {
        List<Row> sorted =
                switch (layout.order()) {
                    case FILE -> rows;
                    case NAME ->
                        rows.stream()
                                .sorted(Comparator.comparing(Row::name, String.CASE_INSENSITIVE_ORDER))
                                .toList();
                    case MEAN ->
                        sorted(rows, row -> shade(figure, group -> group.row().equals(row.name())));
                    case COLUMN ->
                        sorted(
                                rows,
                                row -> shade(
                                        figure,
                                        group -> group.row().equals(row.name())
                                                && group.column().equals(layout.column())));
                };
        List<Column> across = layout.order() == Order.MEAN
                ? sorted(
                        columns, column -> shade(figure, group -> group.column().equals(column.name())))
                : columns;
        if (!axes().contains(layout.axis())) {
            return new Groups(sorted, across, groups, "");
        }
        List<String> values =
                rows.stream().map(row -> section(row, layout.axis())).distinct().toList();
        List<Row> together = sorted.stream()
                .sorted(Comparator.comparingInt(row -> values.indexOf(section(row, layout.axis()))))
                .toList();
        return new Groups(together, across, groups, layout.axis());
    }

    private static String section(Row row, String axis) {
        return row.axes().getOrDefault(axis, TEXT.get("axis.none"));
    }

    /** The mean of those that have the figure; nothing where none has. */
    private OptionalDouble shade(Figure figure, Predicate<Group> which) {
        return groups.values().stream()
                .filter(which)
                .map(group -> group.mean(figure))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(mean -> figure.shade(mean.getAsDouble()))
                .average();
    }

    /** What an attacker wants first; those without a figure come last. */
    private static <T> List<T> sorted(List<T> all, Function<T, OptionalDouble> shade) {
        Map<T, Double> shades = new HashMap<>();
        all.forEach(each -> shades.put(each, shade.apply(each).orElse(-1)));
        return all.stream()
                .sorted(Comparator.comparingDouble((T each) -> -shades.getOrDefault(each, -1.0)))
                .toList();
    }

    /** The map of a figure; above each group of rows stands a line with its name. */
    Heat heat(Figure figure) {
        List<Heat.Name> names = new ArrayList<>();
        List<List<Heat.Square>> squares = new ArrayList<>();
        String last = null;
        for (Row row : rows) {
            String section = axis.isEmpty() ? null : section(row, axis);
            if (section != null && !section.equals(last)) {
                names.add(new Heat.Name(TEXT.get("map.section", axis, section), Heat.Kind.SECTION));
                squares.add(columns.stream().map(_ -> EMPTY).toList());
                last = section;
            }
            names.add(new Heat.Name(row.name(), row.isControl() ? Heat.Kind.CONTROL : Heat.Kind.PLAIN));
            squares.add(columns.stream()
                    .map(column -> {
                        Group group = at(row.name(), column.name());
                        return group == null ? EMPTY : group.square(figure);
                    })
                    .toList());
        }
        return new Heat(
                TEXT.get(figure == Figure.DETECTION ? "map.title.area" : "map.title", figure.title()),
                names,
                columns.stream()
                        .map(column ->
                                new Heat.Name(column.name(), column.isBare() ? Heat.Kind.CONTROL : Heat.Kind.PLAIN))
                        .toList(),
                squares);
    }

    /**
     * The defended attack, or the attack where nothing defends, that a defender would want most or least; null where no figure is
     * there. Controls are neither.
     */
    @Nullable
    Group extreme(Figure figure, boolean best) {
        Comparator<Group> byShade = Comparator.comparingDouble(
                group -> figure.shade(group.mean(figure).orElseThrow()));
        Set<String> controls = new HashSet<>();
        rows.stream().filter(Row::isControl).map(Row::name).forEach(controls::add);
        Set<String> bare = new HashSet<>();
        columns.stream().filter(Column::isBare).map(Column::name).forEach(bare::add);
        List<Group> attacked = groups.values().stream()
                .filter(group -> group.mean(figure).isPresent() && !controls.contains(group.row()))
                .toList();
        List<Group> defended = attacked.stream()
                .filter(group -> !bare.contains(group.column()))
                .toList();
        return (defended.isEmpty() ? attacked : defended)
                .stream().min(best ? byShade : byShade.reversed()).orElse(null);
    }
}
