package org.triggerworkbench.experiment.matrix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.study.Spread;
import org.triggerworkbench.text.CsvCell;
import org.triggerworkbench.text.Messages;

/** What a matrix has found so far, as files for others: no time and no path in them, so that equal runs leave equal files. */
public final class MatrixTable {
    private static final Messages TEXT = Messages.of(MatrixTable.class);

    private final MatrixFolder folder;
    /** By row and column, in the plan's order. */
    private final Map<MatrixRow, Map<String, Map<MatrixCell, CellStatus>>> places = new LinkedHashMap<>();

    /** Of where the cells are now. */
    public MatrixTable(MatrixFolder folder) {
        this.folder = folder;
        MatrixPlan plan = folder.plan();
        plan.rows().forEach(row -> {
            Map<String, Map<MatrixCell, CellStatus>> columns = new LinkedHashMap<>();
            plan.columns().forEach(column -> columns.put(column, new LinkedHashMap<>()));
            places.put(row, columns);
        });
        folder.statuses().forEach((cell, status) -> {
            Map<MatrixCell, CellStatus> place =
                    places.getOrDefault(cell.row(), Map.of()).get(cell.defense());
            // The attack of a control row whose own row is not in the plan has no place.
            if (place != null) {
                place.put(cell, status);
            }
        });
    }

    /** Writes matrix.csv and matrix.html. */
    public void write() {
        AtomicFiles.write(folder.csv(), csv().getBytes(StandardCharsets.UTF_8));
        AtomicFiles.write(folder.html(), html().getBytes(StandardCharsets.UTF_8));
    }

    /** The mean of a measure over the seeds of a row and column, with its spread. */
    public Spread spread(MatrixRow row, String column, MatrixMeasure measure) {
        return Spread.of(places.getOrDefault(row, Map.of()).getOrDefault(column, Map.of()).values().stream()
                .map(CellStatus::result)
                .flatMap(result -> result == null
                        ? Stream.<Double>empty()
                        : result.value(measure).stream().boxed())
                .toList());
    }

    /** A line a cell: its coordinates, its state, its measures as fractions, empty where it has none. */
    String csv() {
        StringBuilder csv = new StringBuilder();
        List<String> settings = folder.plan().rows().stream()
                .flatMap(row -> row.settings().keySet().stream())
                .distinct()
                .toList();
        List<String> head = new ArrayList<>(List.of("attack", "control_row"));
        head.addAll(settings);
        head.addAll(List.of("defense", "seed", "state", "verdict", "n"));
        for (MatrixMeasure measure : MatrixMeasure.values()) {
            head.add(measure.key());
        }
        head.add("run");
        line(csv, head);
        forEach((cell, status) -> {
            List<String> line = new ArrayList<>(
                    List.of(cell.row().attack(), Boolean.toString(cell.row().isControl())));
            settings.forEach(key -> line.add(cell.row().settings().getOrDefault(key, "")));
            CellResult result = status.result();
            line.add(cell.defense());
            line.add(Long.toString(cell.seed()));
            line.add(status.state().name().toLowerCase(Locale.ROOT));
            line.add(result == null || result.verdict() == null ? "" : result.verdict());
            line.add(result == null || result.n() == 0 ? "" : Long.toString(result.n()));
            for (MatrixMeasure measure : MatrixMeasure.values()) {
                OptionalDouble value = result == null ? OptionalDouble.empty() : result.value(measure);
                line.add(value.isPresent() ? Double.toString(value.getAsDouble()) : "");
            }
            line.add(cell.id());
            line(csv, line);
        });
        return csv.toString();
    }

    private static void line(StringBuilder csv, List<String> words) {
        csv.append(words.stream().map(CsvCell::of).collect(Collectors.joining(",")))
                .append('\n');
    }

    /** A page with a table for each measure that some cell has: the mean over the seeds in percent, with least and most. */
    String html() {
        StringBuilder html =
                new StringBuilder(TEXT.get("matrix.page", escaped(folder.plan().name())));
        for (MatrixMeasure measure : MatrixMeasure.values()) {
            if (folder.plan().rows().stream().anyMatch(row -> has(row, measure))) {
                table(html, measure);
            }
        }
        List<String> failed = new ArrayList<>();
        forEach((cell, status) -> {
            if (status.state() == CellState.FAILED) {
                failed.add(cell.id() + ": " + status.reason());
            }
        });
        if (!failed.isEmpty()) {
            html.append("<h2>").append(TEXT.get("matrix.failedCells")).append("</h2>\n<ul>\n");
            failed.forEach(line -> html.append("<li>").append(escaped(line)).append("</li>\n"));
            html.append("</ul>\n");
        }
        return html.append("</body></html>\n").toString();
    }

    private boolean has(MatrixRow row, MatrixMeasure measure) {
        return folder.plan().columns().stream()
                .anyMatch(column -> spread(row, column, measure).n() > 0);
    }

    private void forEach(BiConsumer<MatrixCell, CellStatus> action) {
        places.values().forEach(columns -> columns.values().forEach(place -> place.forEach(action)));
    }

    private void table(StringBuilder html, MatrixMeasure measure) {
        html.append("<h2>").append(TEXT.get("matrix.measure." + measure.key())).append("</h2>\n<table><tr><th></th>");
        folder.plan()
                .columns()
                .forEach(column -> html.append("<th>").append(escaped(column)).append("</th>"));
        html.append("</tr>\n");
        for (MatrixRow row : folder.plan().rows()) {
            html.append("<tr><th>").append(escaped(row.label())).append("</th>");
            for (String column : folder.plan().columns()) {
                html.append("<td>").append(spread(row, column, measure).words()).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
