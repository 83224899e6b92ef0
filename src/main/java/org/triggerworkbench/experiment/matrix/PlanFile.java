package org.triggerworkbench.experiment.matrix;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A plan as plan.json, written whole, a line a cell: what a process that runs one cell, and whoever looks at a matrix, goes by. Read and
 * written token by token, since ten thousand cells are looked at before anything is warm. The recipes lie beside it; those written
 * before that have them in their cells.
 */
final class PlanFile {
    /** Of files without recipes; the first had none. */
    private static final int FORMAT = 2;

    private static final String RECIPES = "recipes.jsonl";

    private final Path file;
    private final List<MatrixRow> rows = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<Long> seeds = new ArrayList<>();
    private final List<MatrixCell> cells = new ArrayList<>();
    private final Map<String, String> recipes = new HashMap<>();
    private int format = 1;
    private @Nullable String name;

    private PlanFile(Path file) {
        this.file = file;
    }

    /** @throws InputException if it is absent, damaged, or of a later version */
    static MatrixPlan read(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return new PlanFile(file).plan(new JsonReader(in));
        } catch (IOException
                | JsonParseException
                | NullPointerException
                | IndexOutOfBoundsException
                | IllegalStateException
                | IllegalArgumentException e) {
            throw new InputException(Messages.of(PlanFile.class).get("matrix.plan", file), e);
        }
    }

    private MatrixPlan plan(JsonReader in) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "format" -> format = format(in.nextInt());
                case "name" -> name = in.nextString();
                case "rows" -> each(in, () -> rows.add(row(in)));
                case "columns" -> each(in, () -> columns.add(in.nextString()));
                case "seeds" -> each(in, () -> seeds.add(in.nextLong()));
                case "cells" -> each(in, () -> cells.add(cell(in)));
                default -> in.skipValue();
            }
        }
        in.endObject();
        Path beside = file.resolveSibling(RECIPES);
        return new MatrixPlan(
                Objects.requireNonNull(name),
                rows,
                columns,
                seeds,
                cells,
                format < FORMAT ? Recipes.of(recipes, file) : Recipes.in(beside));
    }

    private int format(int given) {
        if (given > FORMAT) {
            throw new InputException(Messages.of(PlanFile.class).get("matrix.later", file));
        }
        return given;
    }

    /** Takes one element. */
    @FunctionalInterface
    private interface Element {
        void take() throws IOException;
    }

    private static void each(JsonReader in, Element element) throws IOException {
        in.beginArray();
        while (in.hasNext()) {
            element.take();
        }
        in.endArray();
    }

    private static MatrixRow row(JsonReader in) throws IOException {
        String attack = null;
        Map<String, String> settings = new LinkedHashMap<>();
        boolean isControl = false;
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "attack" -> attack = in.nextString();
                case "control" -> isControl = in.nextBoolean();
                case "settings" -> {
                    in.beginObject();
                    while (in.hasNext()) {
                        settings.put(in.nextName(), in.nextString());
                    }
                    in.endObject();
                }
                default -> in.skipValue();
            }
        }
        in.endObject();
        return new MatrixRow(Objects.requireNonNull(attack), settings, isControl);
    }

    private MatrixCell cell(JsonReader in) throws IOException {
        String id = null;
        MatrixCell.Kind kind = null;
        int row = 0;
        String defense = null;
        long seed = 0;
        String source = null;
        String hash = null;
        String recipe = null;
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "id" -> id = in.nextString();
                case "kind" -> kind = MatrixCell.Kind.valueOf(in.nextString());
                case "row" -> row = in.nextInt();
                case "defense" -> defense = in.nextString();
                case "seed" -> seed = in.nextLong();
                case "source" -> source = word(in);
                case "hash" -> hash = in.nextString();
                case "recipe" -> recipe = word(in);
                default -> in.skipValue();
            }
        }
        in.endObject();
        if (recipe != null && kind != MatrixCell.Kind.CONTROL) {
            recipes.put(Objects.requireNonNull(id), recipe);
        }
        return new MatrixCell(
                Objects.requireNonNull(id),
                Objects.requireNonNull(kind),
                rows.get(row),
                Objects.requireNonNull(defense),
                seed,
                source,
                Objects.requireNonNull(hash));
    }

    private static @Nullable String word(JsonReader in) throws IOException {
        if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return null;
        }
        return in.nextString();
    }

    /** Writes the recipes, then the plan: a plan has its recipes. */
    static void write(Path file, MatrixPlan plan) {
        plan.recipes().write(file.resolveSibling(RECIPES), plan);
        AtomicFiles.write(file, out -> {
            BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            JsonWriter json = new JsonWriter(text);
            json.setHtmlSafe(false);
            json.setSerializeNulls(false);
            json.beginObject().name("format").value(FORMAT).name("name").value(plan.name());
            Map<MatrixRow, Integer> numbers = rows(json, plan);
            json.name("columns").beginArray();
            for (String column : plan.columns()) {
                json.value(column);
            }
            json.endArray().name("seeds").beginArray();
            for (long seed : plan.seeds()) {
                json.value(seed);
            }
            json.endArray().name("cells").beginArray();
            for (MatrixCell cell : plan.cells()) {
                json.flush();
                text.write('\n');
                write(json, cell, numbers.getOrDefault(cell.row(), 0));
            }
            json.endArray().endObject().flush();
            text.write('\n');
            text.flush();
        });
    }

    private static Map<MatrixRow, Integer> rows(JsonWriter json, MatrixPlan plan) throws IOException {
        Map<MatrixRow, Integer> numbers = new HashMap<>();
        json.name("rows").beginArray();
        for (MatrixRow row : plan.rows()) {
            numbers.put(row, numbers.size());
            json.beginObject()
                    .name("attack")
                    .value(row.attack())
                    .name("settings")
                    .beginObject();
            for (Map.Entry<String, String> setting : row.settings().entrySet()) {
                json.name(setting.getKey()).value(setting.getValue());
            }
            json.endObject().name("control").value(row.isControl()).endObject();
        }
        json.endArray();
        return numbers;
    }

    private static void write(JsonWriter json, MatrixCell cell, int row) throws IOException {
        json.beginObject().name("id").value(cell.id());
        json.name("kind").value(cell.kind().name()).name("row").value(row);
        json.name("defense").value(cell.defense()).name("seed").value(cell.seed());
        json.name("source").value(cell.source()).name("hash").value(cell.hash()).endObject();
    }
}
