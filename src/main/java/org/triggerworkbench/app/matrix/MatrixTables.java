package org.triggerworkbench.app.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.text.CsvCell;
import org.triggerworkbench.text.Messages;

/** A matrix as text for other programs. */
final class MatrixTables {
    private static final Messages TEXT = Messages.of(MatrixTables.class);
    private static final Map<Character, String> LATEX = Map.of(
            '&',
            "\\&",
            '%',
            "\\%",
            '$',
            "\\$",
            '#',
            "\\#",
            '_',
            "\\_",
            '{',
            "\\{",
            '}',
            "\\}",
            '~',
            "\\textasciitilde{}",
            '^',
            "\\textasciicircum{}",
            '\\',
            "\\textbackslash{}");

    private MatrixTables() {}

    /** A line a run, fractions unrounded. */
    static String csv(Groups groups) {
        StringBuilder csv = new StringBuilder(line(Stream.concat(
                Stream.of("attack", "defense", "seed", "state"),
                Stream.concat(
                        Stream.of(Figure.values())
                                .map(figure -> figure.measure().key()),
                        Stream.of("n", "verdict", "reason")))));
        for (Group group : inOrder(groups)) {
            for (Item item : group.items()) {
                csv.append(line(Stream.concat(
                        Stream.of(
                                item.row(),
                                item.column(),
                                Long.toString(item.seed()),
                                item.state().name().toLowerCase(Locale.ROOT)),
                        Stream.concat(
                                Stream.of(Figure.values()).map(figure -> {
                                    Double value = item.figures().get(figure);
                                    return value == null ? "" : value.toString();
                                }),
                                Stream.of(
                                        item.n() == 0 ? "" : Long.toString(item.n()), item.verdict(), item.fault())))));
            }
        }
        return csv.toString();
    }

    private static List<Group> inOrder(Groups groups) {
        List<Group> all = new ArrayList<>();
        for (String row : groups.rowNames()) {
            for (String column : groups.columnNames()) {
                Group group = groups.at(row, column);
                if (group != null) {
                    all.add(group);
                }
            }
        }
        return all;
    }

    private static String line(Stream<String> cells) {
        return cells.map(CsvCell::of).collect(Collectors.joining(",")) + "\n";
    }

    /** A page with a table for each figure that any run has. */
    static String html(String name, Groups groups) {
        List<String> sections = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            if (groups.groups().values().stream()
                    .anyMatch(group -> group.mean(figure).isPresent())) {
                List<List<String>> rows = new ArrayList<>();
                for (String row : groups.rowNames()) {
                    rows.add(Stream.concat(
                                    Stream.of(row),
                                    groups.columnNames().stream().map(column -> cell(groups.at(row, column), figure)))
                            .toList());
                }
                sections.add(Html.section(
                        figure.title(),
                        Html.table(
                                Stream.concat(Stream.of(""), groups.columnNames().stream())
                                        .toList(),
                                rows)));
            }
        }
        return Html.page(name, TEXT.get("html.subtitle"), sections);
    }

    private static String cell(@Nullable Group group, Figure figure) {
        if (group == null) {
            return "";
        }
        Heat.Square square = group.square(figure);
        return (square.value() + " " + square.spread()).strip();
    }

    /** A figure as a table for a paper; needs the package booktabs. */
    static String latex(Groups groups, Figure figure) {
        StringBuilder tex = new StringBuilder("% ")
                .append(TEXT.get("latex.comment", figure.title()))
                .append("\n\\begin{tabular}{l")
                .append("r".repeat(groups.columns().size()))
                .append("}\n\\toprule\n");
        groups.columnNames().forEach(column -> tex.append(" & ").append(escaped(column)));
        tex.append(" \\\\\n\\midrule\n");
        for (String row : groups.rowNames()) {
            tex.append(escaped(row));
            groups.columnNames().forEach(column -> tex.append(" & ").append(latex(groups.at(row, column), figure)));
            tex.append(" \\\\\n");
        }
        return tex.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String latex(@Nullable Group group, Figure figure) {
        OptionalDouble mean = group == null ? OptionalDouble.empty() : group.mean(figure);
        if (group == null || mean.isEmpty()) {
            return "--";
        }
        OptionalDouble deviation = group.deviation(figure);
        String value = figure.number(mean.getAsDouble());
        return deviation.isEmpty()
                ? "$" + value + "$"
                : "$" + value + " \\pm " + figure.number(deviation.getAsDouble()) + "$";
    }

    private static String escaped(String words) {
        return words.chars()
                .mapToObj(c -> LATEX.getOrDefault((char) c, String.valueOf((char) c)))
                .collect(Collectors.joining());
    }
}
