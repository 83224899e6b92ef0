package org.triggerworkbench.experiment.matrix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.text.CsvCell;
import org.triggerworkbench.text.Messages;

/**
 * What a matrix has found so far, as text for others: the files that a run leaves and those that the window saves. No time and no
 * path is in them, so that equal runs leave equal files.
 *
 * @param rows names, in their order
 * @param columns names, in their order
 * @param cells a seed of a row and column each
 */
public record MatrixTable(String name, List<String> rows, List<String> columns, List<Cell> cells) {
    private static final Messages TEXT = Messages.of(MatrixTable.class);
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

    public MatrixTable {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        cells = List.copyOf(cells);
    }

    /**
     * A cell of the table.
     *
     * @param attack of its row
     * @param settings of its row, by axis
     * @param state in a word
     * @param verdict of a detection; empty of all others
     * @param n inputs behind its rates; 0 where that is not known
     * @param reason why it failed; empty of all others
     * @param run name of its folder
     */
    public record Cell(
            String row,
            String column,
            String attack,
            boolean isControl,
            Map<String, String> settings,
            long seed,
            String state,
            Map<MatrixMeasure, Double> values,
            String verdict,
            long n,
            String reason,
            String run) {}

    /** The mean of the seeds. */
    private record Mean(List<Double> values) {
        @Nullable
        String words(MatrixMeasure measure, String sign) {
            if (values.isEmpty()) {
                return null;
            }
            double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
            if (values.size() == 1) {
                return measure.number(mean);
            }
            double squares =
                    values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            return measure.number(mean) + sign + measure.number(Math.sqrt(squares / (values.size() - 1)));
        }
    }

    /** Of where the cells of a folder are now. */
    public static MatrixTable of(MatrixFolder folder) {
        MatrixPlan plan = folder.plan();
        List<Cell> cells = new ArrayList<>();
        Set<MatrixRow> rows = new HashSet<>(plan.rows());
        folder.statuses().entrySet().stream()
                // The attack of a control row whose own row is not in the plan has no place.
                .filter(each -> rows.contains(each.getKey().row()))
                .map(each -> cell(each.getKey(), each.getValue()))
                .forEach(cells::add);
        return new MatrixTable(
                plan.name(), plan.rows().stream().map(MatrixRow::label).toList(), plan.columns(), cells);
    }

    private static Cell cell(MatrixCell cell, CellStatus status) {
        CellResult result = status.result();
        String verdict = result == null ? null : result.verdict();
        String reason = status.reason();
        return new Cell(
                cell.row().label(),
                cell.defense(),
                cell.row().attack(),
                cell.row().isControl(),
                cell.row().settings(),
                cell.seed(),
                status.state().name().toLowerCase(Locale.ROOT),
                result == null ? Map.of() : result.values(),
                verdict == null ? "" : verdict,
                result == null ? 0 : result.n(),
                reason == null ? "" : reason,
                cell.id());
    }

    /** Writes matrix.csv and matrix.html of a folder. */
    static void write(MatrixFolder folder) {
        MatrixTable table = of(folder);
        AtomicFiles.write(folder.csv(), table.csv().getBytes(StandardCharsets.UTF_8));
        AtomicFiles.write(folder.html(), table.html().getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Map<String, List<Cell>>> places() {
        Map<String, Map<String, List<Cell>>> places = new LinkedHashMap<>();
        for (String row : rows) {
            Map<String, List<Cell>> line = new LinkedHashMap<>();
            columns.forEach(column -> line.put(column, new ArrayList<>()));
            places.put(row, line);
        }
        for (Cell cell : cells) {
            List<Cell> place = places.getOrDefault(cell.row(), Map.of()).get(cell.column());
            if (place != null) {
                place.add(cell);
            }
        }
        return places;
    }

    private static Mean mean(List<Cell> place, MatrixMeasure measure) {
        return new Mean(place.stream()
                .map(cell -> cell.values().get(measure))
                .flatMap(Stream::ofNullable)
                .toList());
    }

    /** Those that some cell has. */
    private List<MatrixMeasure> measures() {
        return Arrays.stream(MatrixMeasure.values())
                .filter(measure -> cells.stream().anyMatch(cell -> cell.values().containsKey(measure)))
                .toList();
    }

    /** A line a cell: its coordinates, its state, its measures as fractions, empty where it has none. */
    public String csv() {
        List<String> settings = cells.stream()
                .flatMap(cell -> cell.settings().keySet().stream())
                .distinct()
                .toList();
        List<String> head = new ArrayList<>(List.of("attack", "control_row"));
        head.addAll(settings);
        head.addAll(List.of("defense", "seed", "state", "verdict", "n"));
        for (MatrixMeasure measure : MatrixMeasure.values()) {
            head.add(measure.key());
        }
        head.add("run");
        StringBuilder csv = new StringBuilder(line(head));
        places().values()
                .forEach(line -> line.values().stream().flatMap(List::stream).forEach(cell -> {
                    List<String> words = new ArrayList<>(List.of(cell.attack(), Boolean.toString(cell.isControl())));
                    settings.forEach(key -> words.add(cell.settings().getOrDefault(key, "")));
                    words.addAll(List.of(
                            cell.column(),
                            Long.toString(cell.seed()),
                            cell.state(),
                            cell.verdict(),
                            cell.n() == 0 ? "" : Long.toString(cell.n())));
                    for (MatrixMeasure measure : MatrixMeasure.values()) {
                        Double value = cell.values().get(measure);
                        words.add(value == null ? "" : value.toString());
                    }
                    words.add(cell.run());
                    csv.append(line(words));
                }));
        return csv.toString();
    }

    private static String line(List<String> words) {
        return words.stream().map(CsvCell::of).collect(Collectors.joining(",")) + "\n";
    }

    /** A page with a table for each measure that some cell has, and why others failed. */
    public String html() {
        List<String> sections = new ArrayList<>();
        List<String> head = Stream.concat(Stream.of(""), columns.stream()).toList();
        for (MatrixMeasure measure : measures()) {
            List<List<String>> lines = new ArrayList<>();
            places().forEach((row, line) -> {
                List<String> words = new ArrayList<>(List.of(row));
                line.values().forEach(place -> {
                    String mean = mean(place, measure).words(measure, " ±");
                    words.add(mean == null ? "\u2013" : mean);
                });
                lines.add(words);
            });
            sections.add(Html.section(title(measure), Html.table(head, lines)));
        }
        List<List<String>> failed = cells.stream()
                .filter(cell -> !cell.reason().isEmpty())
                .map(cell -> List.of(cell.run(), cell.reason()))
                .toList();
        if (!failed.isEmpty()) {
            sections.add(Html.section(
                    TEXT.get("matrix.failedCells"),
                    Html.table(List.of(TEXT.get("matrix.failedCell"), TEXT.get("matrix.failedWhy")), failed)));
        }
        return Html.page(name, TEXT.get("matrix.subtitle"), sections);
    }

    private static String title(MatrixMeasure measure) {
        return TEXT.get("matrix.measure." + measure.key());
    }

    /** Tables for a paper, of each measure that some cell has; they need the package booktabs. */
    public String latex() {
        return measures().stream().map(this::latex).collect(Collectors.joining("\n"));
    }

    /** One of these tables. */
    public String latex(MatrixMeasure measure) {
        StringBuilder tex = new StringBuilder("% ")
                .append(TEXT.get("matrix.latex", title(measure)))
                .append("\n\\begin{tabular}{l")
                .append("r".repeat(columns.size()))
                .append("}\n\\toprule\n");
        columns.forEach(column -> tex.append(" & ").append(escaped(column)));
        tex.append(" \\\\\n\\midrule\n");
        places().forEach((row, line) -> {
            tex.append(escaped(row));
            line.values().forEach(place -> {
                String mean = mean(place, measure).words(measure, " \\pm ");
                tex.append(" & ").append(mean == null ? "--" : "$" + mean + "$");
            });
            tex.append(" \\\\\n");
        });
        return tex.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String escaped(String words) {
        return words.chars()
                .mapToObj(c -> LATEX.getOrDefault((char) c, String.valueOf((char) c)))
                .collect(Collectors.joining());
    }
}
