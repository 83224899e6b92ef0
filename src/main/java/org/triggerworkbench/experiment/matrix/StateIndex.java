package org.triggerworkbench.experiment.matrix;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.InputException;

/**
 * What the state files of a matrix say, in one file, so that thousands need not be opened. It is a cache and no more: an entry counts
 * only while its state file has the size and the time that it had; where the index is absent or damaged, all are opened and it is
 * written anew. Any number of threads may read.
 */
final class StateIndex {
    private static final int FORMAT = 1;
    /** It is not worth writing for fewer state files that had to be opened. */
    private static final int MANY = 256;

    private final Path file;
    /** By the name of the state file. */
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private final AtomicInteger opened = new AtomicInteger();

    private record Entry(long size, long nanos, StateFile state) {
        boolean isOf(BasicFileAttributes now) {
            return now.size() == size && nanos(now) == nanos;
        }

        static long nanos(BasicFileAttributes of) {
            return of.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        }
    }

    private StateIndex(Path file) {
        this.file = file;
    }

    /** That of a file, empty where it cannot be used. */
    static StateIndex open(Path file) {
        StateIndex index = new StateIndex(file);
        if (Files.exists(file)) {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                index.take(new JsonReader(in));
            } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException e) {
                log().info("{} is damaged and is written anew", file, e);
                index.entries.clear();
            }
        }
        return index;
    }

    private void take(JsonReader in) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (name.equals("format") && in.nextInt() != FORMAT) {
                return;
            }
            if (name.equals("states")) {
                in.beginObject();
                while (in.hasNext()) {
                    String key = in.nextName();
                    in.beginArray();
                    entries.put(key, new Entry(in.nextLong(), in.nextLong(), StateFile.read(in)));
                    in.endArray();
                }
                in.endObject();
            }
        }
        in.endObject();
    }

    /** What a state file says; it is opened only where that is not known. Null where there is none. */
    @Nullable
    StateFile read(Path state) {
        String name = String.valueOf(state.getFileName());
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(state, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
        Entry known = entries.get(name);
        if (known != null && known.isOf(now)) {
            return known.state();
        }
        opened.incrementAndGet();
        StateFile read = StateFile.read(state);
        if (read != null) {
            entries.put(name, new Entry(now.size(), Entry.nanos(now), read));
        }
        return read;
    }

    /**
     * Writes it where many files had to be opened that it did not know; a folder that cannot be written to keeps the old one.
     *
     * @param names of the state files that are there
     */
    void keep(Set<String> names) {
        if (opened.get() < MANY) {
            return;
        }
        opened.set(0);
        entries.keySet().retainAll(names);
        try {
            AtomicFiles.write(file, out -> {
                BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                JsonWriter json = new JsonWriter(text);
                json.setHtmlSafe(false);
                json.beginObject().name("format").value(FORMAT).name("states").beginObject();
                for (Map.Entry<String, Entry> each : entries.entrySet()) {
                    Entry entry = each.getValue();
                    json.flush();
                    text.write('\n');
                    json.name(each.getKey()).beginArray().value(entry.size()).value(entry.nanos());
                    entry.state().write(json);
                    json.endArray();
                }
                json.endObject().endObject().flush();
                text.write('\n');
                text.flush();
            });
        } catch (InputException e) {
            log().info("{} is not written", file, e);
        }
    }

    /** Asked for only where there is something to tell: the first listing of a process waits for no more than it needs. */
    private static Logger log() {
        return LoggerFactory.getLogger(StateIndex.class);
    }
}
