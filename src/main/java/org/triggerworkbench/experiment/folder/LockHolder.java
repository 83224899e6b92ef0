package org.triggerworkbench.experiment.folder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.file.AtomicFiles;

/**
 * The process that works on a run.
 *
 * @param host name of its machine
 * @param started when the process began, by its machine; the epoch where that is not known
 * @param heartbeat its last sign
 * @param token of this work, as one process may work on a run twice
 */
record LockHolder(String host, long pid, Instant started, Instant heartbeat, String token) {
    /** A process of another machine that gave no sign for so long is taken to be gone. */
    static final Duration SILENCE = Duration.ofMinutes(5);

    /** Machines tell the start of a process not always to the same second. */
    private static final Duration SAME_START = Duration.ofSeconds(5);

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private record Json(
            @Nullable String host,
            long pid,
            @Nullable String started,
            @Nullable String heartbeat,
            @Nullable String token) {}

    /** This process, with a token of its own. */
    static LockHolder here(Instant now) {
        ProcessHandle own = ProcessHandle.current();
        return new LockHolder(
                hostName(), own.pid(), start(own), now, UUID.randomUUID().toString());
    }

    /** The same with a newer sign. */
    LockHolder at(Instant now) {
        return new LockHolder(host, pid, started, now, token);
    }

    /** Whether it still works, as far as can be told from here. */
    boolean works(Instant now) {
        if (!host.equals(hostName())) {
            return heartbeat.plus(SILENCE).isAfter(now);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(LockHolder::start)
                .filter(begun -> started.equals(Instant.EPOCH)
                        || begun.equals(Instant.EPOCH)
                        || Duration.between(started, begun).abs().compareTo(SAME_START) <= 0)
                .isPresent();
    }

    /** Null where there is none, or nothing that can be read as one: files of ours are whole. */
    static @Nullable LockHolder read(Path file) {
        try {
            Json json = GSON.fromJson(Files.readString(file), Json.class);
            if (json == null || json.host() == null || json.token() == null) {
                return null;
            }
            return new LockHolder(
                    json.host(), json.pid(), instant(json.started()), instant(json.heartbeat()), json.token());
        } catch (IOException | JsonParseException e) {
            return null;
        }
    }

    void write(Path file) {
        Json json = new Json(host, pid, started.toString(), heartbeat.toString(), token);
        AtomicFiles.write(file, (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
