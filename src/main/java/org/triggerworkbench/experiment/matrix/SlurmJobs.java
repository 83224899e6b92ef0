package org.triggerworkbench.experiment.matrix;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;

/** The arrays that were submitted, in a file, so that who collects can be ended and begun again. */
final class SlurmJobs {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private final Path file;
    private final List<Submitted> all = new ArrayList<>();
    /** The last task of each cell. */
    private final Map<String, String> tasks = new HashMap<>();

    /**
     * An array.
     *
     * @param script that was submitted
     * @param cells ids, the first being that of task 1
     */
    record Submitted(String job, String script, List<String> cells) {}

    private record Json(@Nullable List<Submitted> jobs) {}

    SlurmJobs(Path file) {
        this.file = file;
        try {
            Json json = GSON.fromJson(Files.readString(file), Json.class);
            if (json != null && json.jobs() != null) {
                json.jobs().forEach(this::put);
            }
        } catch (IOException | JsonParseException e) {
            // None yet; what runs all the same finds its cells worked on or done.
            return;
        }
    }

    /** How many arrays there were. */
    int count() {
        return all.size();
    }

    /** The last task of a cell, such as {@code 12_3}; null where none was submitted, or that is lost. */
    @Nullable
    String task(MatrixCell cell) {
        return tasks.get(cell.id());
    }

    /** A task is not in the queue any more. */
    void lost(MatrixCell cell) {
        tasks.remove(cell.id());
    }

    void add(Submitted job) {
        put(job);
        AtomicFiles.write(file, (GSON.toJson(new Json(all)) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void put(Submitted job) {
        all.add(job);
        for (int i = 0; i < job.cells().size(); i++) {
            tasks.put(job.cells().get(i), job.job() + "_" + (i + 1));
        }
    }
}
