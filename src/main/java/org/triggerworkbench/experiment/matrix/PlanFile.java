package org.triggerworkbench.experiment.matrix;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A plan as plan.json, written whole: what a process that runs one cell, and whoever looks at a matrix, goes by. */
final class PlanFile {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private PlanFile() {}

    private record Row(String attack, LinkedHashMap<String, String> settings, boolean control) {}

    private record Cell(
            String id,
            MatrixCell.Kind kind,
            int row,
            String defense,
            long seed,
            @Nullable String source,
            String hash,
            String recipe) {}

    private record Plan(String name, List<Row> rows, List<String> columns, List<Long> seeds, List<Cell> cells) {}

    /** @throws InputException if it is absent or damaged */
    static MatrixPlan read(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            Plan plan = GSON.fromJson(in, Plan.class);
            List<MatrixRow> rows = plan.rows().stream()
                    .map(row -> new MatrixRow(row.attack(), row.settings(), row.control()))
                    .toList();
            List<MatrixCell> cells = new ArrayList<>();
            for (Cell cell : plan.cells()) {
                cells.add(new MatrixCell(
                        cell.id(),
                        cell.kind(),
                        rows.get(cell.row()),
                        cell.defense(),
                        cell.seed(),
                        cell.source(),
                        cell.hash(),
                        cell.recipe()));
            }
            return new MatrixPlan(plan.name(), rows, plan.columns(), plan.seeds(), cells);
        } catch (IOException | JsonParseException | NullPointerException | IndexOutOfBoundsException e) {
            throw new InputException(Messages.of(PlanFile.class).get("matrix.plan", file), e);
        }
    }

    static void write(Path file, MatrixPlan plan) {
        Map<MatrixRow, Integer> numbers = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (MatrixRow row : plan.rows()) {
            numbers.put(row, rows.size());
            rows.add(new Row(row.attack(), new LinkedHashMap<>(row.settings()), row.isControl()));
        }
        List<Cell> cells = new ArrayList<>();
        for (MatrixCell cell : plan.cells()) {
            cells.add(new Cell(
                    cell.id(),
                    cell.kind(),
                    numbers.getOrDefault(cell.row(), 0),
                    cell.defense(),
                    cell.seed(),
                    cell.source(),
                    cell.hash(),
                    cell.recipe()));
        }
        String json = GSON.toJson(new Plan(plan.name(), rows, plan.columns(), plan.seeds(), cells));
        AtomicFiles.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
