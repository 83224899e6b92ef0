package org.triggerworkbench.app.runs;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.compute.AtomicFiles;

/**
 * notes.json in a run folder: what a person calls the run and says of it. The folder and what the run wrote stay as they are.
 *
 * @param name empty leaves the experiment's
 * @param note empty for none
 */
record RunNotes(String name, String note) {
    private static final Logger LOG = LoggerFactory.getLogger(RunNotes.class);
    static final RunNotes NONE = new RunNotes("", "");

    private static final String FILE = "notes.json";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private record Json(@Nullable String name, @Nullable String note) {}

    /** The notes of a run; none where there are none or they cannot be read, for a run is more than its notes. */
    static RunNotes read(Path run) {
        try {
            Json json = GSON.fromJson(Files.readString(run.resolve(FILE)), Json.class);
            return json == null ? NONE : new RunNotes(text(json.name()), text(json.note()));
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException | JsonParseException e) {
            LOG.warn("the notes of {} cannot be read", run, e);
            return NONE;
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /**
     * Writes them.
     *
     * @throws org.triggerworkbench.text.InputException if they cannot be written
     */
    void write(Path run) {
        AtomicFiles.write(
                run.resolve(FILE), (GSON.toJson(new Json(name, note)) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
