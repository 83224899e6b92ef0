package org.triggerworkbench.experiment.folder;

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
import org.triggerworkbench.compute.file.AtomicFiles;

/**
 * What a user calls a run and says of it. The folder and what the run wrote stay as they are.
 *
 * @param name empty leaves the experiment's
 * @param note empty for none
 */
public record RunNotes(String name, String note) {
    private static final Logger LOG = LoggerFactory.getLogger(RunNotes.class);
    private static final RunNotes NONE = new RunNotes("", "");
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private record Json(@Nullable String name, @Nullable String note) {}

    /** None where there are none or they cannot be read, for a run is more than its notes. */
    static RunNotes read(Path file) {
        try {
            Json json = GSON.fromJson(Files.readString(file), Json.class);
            return json == null ? NONE : new RunNotes(text(json.name()), text(json.note()));
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException | JsonParseException e) {
            LOG.warn("the notes {} cannot be read", file, e);
            return NONE;
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    void write(Path file) {
        AtomicFiles.write(file, (GSON.toJson(new Json(name, note)) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
