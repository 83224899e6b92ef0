package org.triggerworkbench.app.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.Bench;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Saves what is open by itself: a moment after the last change, and every half minute while changes go on. A marker file
 * tells a crash from a clean end: what was saved beside the marker of a process that is no more is offered again.
 */
public final class Autosave implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Autosave.class);
    static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final Messages TEXT = Messages.of(Autosave.class);
    private static final String MARKER = ".open";

    private final Path folder;
    private final BackgroundTasks works;
    private final Supplier<@Nullable Session> capture;
    private final String own;
    private final Path file;
    private final Path marker;
    private boolean changed;
    private boolean writing;
    private boolean told;
    private volatile boolean closed;
    private long lastChange;
    private long firstChange;

    /**
     * @param folder where it saves; made when first needed
     * @param capture what is open now; null for nothing
     */
    public Autosave(Path folder, Workbench workbench, BackgroundTasks works, Supplier<@Nullable Session> capture) {
        this.folder = folder;
        this.works = works;
        this.capture = capture;
        this.own = ProcessName.own().toString();
        this.file = folder.resolve(own + SessionFile.SUFFIX);
        this.marker = folder.resolve(own + MARKER);
        workbench.bench().addListener((_, before, now) -> {
            if (!kept(before).equals(kept(now))) {
                note(System.nanoTime());
            }
        });
    }

    /** Weights in training are not in a session. */
    private static Bench kept(Bench bench) {
        return bench.with(now -> now.modelState = null);
    }

    void note(long now) {
        if (!changed) {
            firstChange = now;
        }
        changed = true;
        lastChange = now;
    }

    /** Saves where it is time; the window's timer calls this. */
    public void tick() {
        tick(System.nanoTime());
    }

    void tick(long now) {
        boolean due = now - lastChange >= QUIET_NANOS || now - firstChange >= LONGEST_NANOS;
        if (!changed || writing || !due) {
            return;
        }
        changed = false;
        Session session = capture.get();
        if (session == null) {
            return;
        }
        writing = true;
        works.start(
                new BackgroundTask(TEXT.get("work.autosave"), null),
                () -> {
                    write(session);
                    return true;
                },
                _ -> {
                    writing = false;
                    told = false;
                },
                failed -> {
                    writing = false;
                    // A full disk is told once, not every half minute.
                    if (!told) {
                        works.fail(failed);
                    }
                    told = true;
                });
    }

    private void write(Session session) {
        UserFolder.create(folder);
        if (!Files.exists(marker)) {
            AtomicFiles.write(marker, own.getBytes(StandardCharsets.UTF_8));
        }
        SessionFile.write(file, session);
        if (closed) {
            deleteOwn();
        }
    }

    /**
     * What a process that did not end cleanly left, the newest of them; reads a folder, so not for the window thread. The
     * session is offered until {@link #forget} or until it is opened and saved as this one's own. Temporary files of such
     * processes are deleted.
     */
    public Optional<Path> left() {
        Scratch.deleteLeft();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(this::isOrphan)
                    .map(orphan -> folder.resolve(stem(orphan) + SessionFile.SUFFIX))
                    .filter(Files::isRegularFile)
                    .max((one, other) -> Long.compare(
                            one.toFile().lastModified(), other.toFile().lastModified()));
        } catch (IOException e) {
            // There is no folder before the first save.
            LOG.info("no session to recover: {}", e.toString());
            return Optional.empty();
        }
    }

    private static String stem(Path marker) {
        String name = String.valueOf(marker.getFileName());
        return name.substring(0, name.length() - MARKER.length());
    }

    private boolean isOrphan(Path path) {
        if (!String.valueOf(path.getFileName()).endsWith(MARKER)) {
            return false;
        }
        return ProcessName.isGone(stem(path));
    }

    /** Deletes what was left by a crash, once it was opened or was not wanted; not for the window thread. */
    public void forget(Path session) {
        String name = String.valueOf(session.getFileName());
        String stem = name.substring(0, name.length() - SessionFile.SUFFIX.length());
        try {
            Files.deleteIfExists(folder.resolve(stem + MARKER));
            Files.deleteIfExists(session);
        } catch (IOException e) {
            throw new InputException(TEXT.get("autosave.undeleted", session), e);
        }
    }

    /** The clean end: nothing is offered next time. */
    @Override
    public void close() {
        // A write under way sees it and cleans up after itself.
        closed = true;
        deleteOwn();
    }

    private void deleteOwn() {
        try {
            Files.deleteIfExists(marker);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // At worst it is offered again.
            LOG.warn("the session stays", e);
            return;
        }
    }
}
