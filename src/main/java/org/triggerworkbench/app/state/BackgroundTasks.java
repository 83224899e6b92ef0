package org.triggerworkbench.app.state;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.text.Causes;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The background work of the window: files read and written, things opened, projections. Tells its last failure. */
public final class BackgroundTasks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);
    private static final Messages TEXT = Messages.of(BackgroundTasks.class);

    private static final long PATIENCE_SECONDS = 5;

    private final Executor window;
    private final ExecutorService threads;
    private final ObservableList<BackgroundTask> running = FXCollections.observableArrayList();
    private final StringProperty lastError = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");

    /** @param window runs a task on the window thread, later */
    public BackgroundTasks(Executor window) {
        this.window = window;
        ThreadFactory named = Thread.ofPlatform().name("work-", 0).daemon(true).factory();
        // As many as there is work; none is begun any more once it is closed, however late an end comes that would go
        // on.
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                named,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Does something in the background and hands its result to the window thread; a failure becomes the last error. */
    public <T> void start(BackgroundTask work, Callable<T> task, Consumer<T> done) {
        start(work, task, done, this::fail);
    }

    /** As the other, with a failure handed to the window thread too. */
    public <T> void start(BackgroundTask work, Callable<T> task, Consumer<T> done, Consumer<Throwable> failed) {
        running.add(work);
        quietly(
                task,
                result -> {
                    running.remove(work);
                    done.accept(result);
                },
                failure -> {
                    running.remove(work);
                    LOG.error("failed: {}", work.title(), failure);
                    failed.accept(failure);
                });
    }

    /** As the other, for small work that recurs and is not worth a line among the tasks. */
    public <T> void quietly(Callable<T> task, Consumer<T> done, Consumer<Throwable> failed) {
        threads.execute(() -> {
            try {
                T result = task.call();
                window.execute(() -> done.accept(result));
            } catch (Exception | Error e) {
                window.execute(() -> failed.accept(e));
            }
        });
    }

    /** Shows a failure in the status bar until it is dismissed. Window thread only. What the work threw is in the log already. */
    public void fail(Throwable failure) {
        String sentence = sentence(failure);
        LOG.info("told: {}", sentence);
        lastError.set(sentence);
        notice.set(new Notice(sentence, Causes.of(failure), null, null));
    }

    /** A failure in one sentence for people. */
    public static String sentence(Throwable failure) {
        Throwable cause = Causes.of(failure);
        return cause instanceof InputException ours
                ? ours.sentence()
                : TEXT.get("work.failed", cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    /** Shows a short confirmation in the status bar, such as where something was saved. Window thread only. */
    public void say(String confirmation) {
        LOG.info("said: {}", confirmation);
        // The same words twice are news twice.
        said.set("");
        said.set(confirmation);
    }

    /** Tells that a file or folder was written. Window thread only. */
    public void saved(Path file) {
        String sentence = TEXT.get("work.saved", file);
        say(sentence);
        notice.set(new Notice(sentence, null, file, null));
    }

    /**
     * Tells that something was taken away. Window thread only.
     *
     * @param undo brings it back; null where it cannot be
     */
    public void removed(String sentence, @Nullable Runnable undo) {
        say(sentence);
        notice.set(new Notice(sentence, null, null, undo));
    }

    /** What was told last: failures, what was written, what was taken away; null before the first. */
    public ReadOnlyObjectProperty<@Nullable Notice> notice() {
        return notice.getReadOnlyProperty();
    }

    /** The last confirmation; empty before the first. */
    public ReadOnlyStringProperty said() {
        return said.getReadOnlyProperty();
    }

    /** Work under way, oldest first. */
    public ObservableList<BackgroundTask> running() {
        return running;
    }

    /** The last failure; empty where there is none or it was dismissed. */
    public StringProperty lastError() {
        return lastError;
    }

    /** Lets work under way end for a few seconds, so that nothing is saved by half, then interrupts it; waits. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
