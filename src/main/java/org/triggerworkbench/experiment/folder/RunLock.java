package org.triggerworkbench.experiment.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The right to work on a run, which one process has at a time: a file run.lock in its folder with machine, process and a
 * sign of life that is told anew. That of a process which is gone, or which is on another machine and silent for {@link
 * LockHolder#SILENCE}, is taken over.
 */
public final class RunLock implements AutoCloseable {
    /** Name of its file. */
    static final String FILE = "run.lock";

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Path folder;
    private final Path guard;
    private final LockHolder holder;
    private final Runnable lost;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("run-lock").factory());

    /**
     * A process that works on a run.
     *
     * @param host name of its machine
     * @param since when it began; where that is not known its last sign of life
     */
    public record Worker(String host, long pid, Instant since) {}

    private RunLock(Path folder, Path guard, LockHolder holder, Runnable lost) {
        this.folder = folder;
        this.guard = guard;
        this.holder = holder;
        this.lost = lost;
    }

    /**
     * Takes the lock of a run.
     *
     * @param guard a file of the folder that is always there, by which processes of this machine look and take one by one
     * @param lost is run on another thread if somebody else has taken it over meanwhile
     * @throws InputException if somebody works on the run, saying who, or the folder cannot be written to
     */
    public static RunLock take(Path folder, Path guard, Runnable lost) {
        OutputFolders.create(folder);
        LockHolder own = LockHolder.here(Instant.now());
        guarded(guard, () -> {
            requireFree(folder);
            own.write(folder.resolve(FILE));
        });
        RunLock lock = new RunLock(folder, guard, own, lost);
        long beat = BEAT.toSeconds();
        var _ = lock.heart.scheduleWithFixedDelay(lock::beat, beat, beat, TimeUnit.SECONDS);
        return lock;
    }

    /** @throws InputException if somebody works on the run, saying who */
    static void requireFree(Path folder) {
        Instant now = Instant.now();
        LockHolder other = LockHolder.read(folder.resolve(FILE));
        if (other != null && other.works(now)) {
            throw new InputException(Messages.of(RunLock.class)
                    .get(
                            "run.held",
                            folder,
                            Long.toString(other.pid()),
                            FileWord.shown(other.host()),
                            TIME.format(other.heartbeat()
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .atZone(ZoneId.systemDefault()))));
        }
    }

    /** Whether somebody works in a folder. */
    static boolean isHeld(Path folder) {
        return worker(folder).isPresent();
    }

    /** Who works in a folder, as far as can be told from here. */
    public static Optional<Worker> worker(Path folder) {
        return Optional.ofNullable(LockHolder.read(folder.resolve(FILE)))
                .filter(holder -> holder.works(Instant.now()))
                .map(holder -> new Worker(
                        holder.host(),
                        holder.pid(),
                        holder.started().equals(Instant.EPOCH) ? holder.heartbeat() : holder.started()));
    }

    /** Whether it is still this one's. */
    boolean isHeld() {
        LockHolder now = LockHolder.read(folder.resolve(FILE));
        return now != null && now.token().equals(holder.token());
    }

    /** Tells a sign of life. */
    void beat() {
        try {
            guarded(guard, () -> {
                LockHolder now = LockHolder.read(folder.resolve(FILE));
                if (now == null || now.token().equals(holder.token())) {
                    holder.at(Instant.now()).write(folder.resolve(FILE));
                } else {
                    LOG.error("{} was taken over by process {} on {}", folder, now.pid(), now.host());
                    heart.shutdown();
                    lost.run();
                }
            });
        } catch (RuntimeException e) {
            // A full disk is told by what the run itself writes; the next sign may come through.
            LOG.warn("no sign of life in {}", folder, e);
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
        guarded(guard, () -> {
            if (isHeld()) {
                delete(folder.resolve(FILE));
            }
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is stale once this process has ended.
            LOG.warn("{} stays", file, e);
        }
    }

    /** One after the other among the threads of this process, and among processes where the file system can do that. */
    private static void guarded(Path guard, Runnable action) {
        synchronized (RunLock.class) {
            try (FileChannel channel = lockable(guard)) {
                if (channel != null) {
                    // Behind the end of the file, so that nobody is kept from reading it. Freed by the close.
                    var _ = channel.lock(Long.MAX_VALUE - 1, 1, false);
                }
                action.run();
            } catch (IOException e) {
                LOG.warn("{} cannot be locked", guard, e);
                action.run();
            }
        }
    }

    private static @Nullable FileChannel lockable(Path guard) {
        try {
            return FileChannel.open(guard, StandardOpenOption.WRITE);
        } catch (IOException e) {
            return null;
        }
    }
}
