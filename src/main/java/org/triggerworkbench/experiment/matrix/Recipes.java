package org.triggerworkbench.experiment.matrix;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The experiments of a plan's cells, each as the text of a file. They lie beside the plan, a line a cell, and are read when a cell is
 * run: whoever only looks at a matrix needs none.
 */
public final class Recipes {
    private static final String ID = "id";
    private static final String RECIPE = "recipe";
    private static final String HEAD = "{\"" + ID + "\":\"";

    private final Path file;
    /** By the id of the cell; empty where they are still in the file. */
    private final Map<String, String> texts;
    /** Of the file, by the id of the cell; each is taken apart only when its cell is asked for. */
    private @Nullable Map<String, String> lines;

    private Recipes(Path file, Map<String, String> texts) {
        this.file = file;
        this.texts = Map.copyOf(texts);
    }

    /**
     * Those that are known.
     *
     * @param texts by the id of the cell
     * @param file that they came from, for people
     */
    static Recipes of(Map<String, String> texts, Path file) {
        return new Recipes(file, texts);
    }

    /** Those of a file, which is read when the first is asked for. */
    static Recipes in(Path file) {
        return new Recipes(file, Map.of());
    }

    /**
     * The text of a cell's experiment.
     *
     * @throws InputException if the file cannot be read or has none for the cell
     */
    String of(String id) {
        String known = texts.get(id);
        return known == null ? recipe(lines().get(id)) : known;
    }

    private synchronized Map<String, String> lines() {
        Map<String, String> read = lines;
        if (read == null) {
            read = new HashMap<>();
            try {
                for (String line : Files.readAllLines(file)) {
                    int end = line.indexOf('"', HEAD.length());
                    if (line.startsWith(HEAD) && end > 0) {
                        // Ids have no quotes.
                        read.put(line.substring(HEAD.length(), end), line);
                    }
                }
            } catch (IOException e) {
                throw new InputException(damaged(), e);
            }
            lines = read;
        }
        return read;
    }

    private String recipe(@Nullable String line) {
        if (line == null) {
            throw new InputException(damaged());
        }
        try {
            return JsonParser.parseString(line).getAsJsonObject().get(RECIPE).getAsString();
        } catch (JsonParseException | NullPointerException | UnsupportedOperationException | IllegalStateException e) {
            throw new InputException(damaged(), e);
        }
    }

    private String damaged() {
        return Messages.of(Recipes.class).get("matrix.plan", file);
    }

    /** Writes those of cells that have a run of their own. */
    void write(Path target, MatrixPlan plan) {
        AtomicFiles.write(target, out -> {
            BufferedWriter all = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            for (String id : plan.runs().keySet()) {
                // The writer of one line is done with it before the next begins.
                JsonWriter json = new JsonWriter(all);
                json.setHtmlSafe(false);
                json.beginObject().name(ID).value(id).name(RECIPE).value(of(id)).endObject();
                json.flush();
                all.write('\n');
            }
            all.flush();
        });
    }
}
