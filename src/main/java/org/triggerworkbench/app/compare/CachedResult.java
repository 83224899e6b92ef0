package org.triggerworkbench.app.compare;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.Causes;
import org.triggerworkbench.text.InputException;

/**
 * A result kept up to date with what it depends on: asked for anew when that has changed, never twice at a time, and never so
 * often that the engine has no time left for the live answer. Used on the window thread only.
 *
 * @param <K> what it depends on; equal ones have the same result
 */
final class CachedResult<K, V> {
    /** After a job that took t the next waits at least this many t. */
    private static final int REST = 2;

    private final Function<K, CompletableFuture<V>> ask;
    private final long atLeast;
    private final ReadOnlyObjectWrapper<@Nullable V> value = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final AtomicReference<@Nullable Ended<V>> slot = new AtomicReference<>();
    private @Nullable K asked;
    private @Nullable K valueOf;
    private boolean busy;
    private long generation;
    private long started;
    private long notBefore = Long.MIN_VALUE;

    private record Ended<V>(
            long generation, @Nullable V value, @Nullable Throwable failure) {}

    /**
     * @param ask starts a job; its result may come on any thread
     * @param millis between the starts of two jobs, at least
     */
    CachedResult(Function<K, CompletableFuture<V>> ask, long millis) {
        this.ask = ask;
        this.atLeast = millis * 1_000_000;
    }

    /** The newest result; null until the first, and after {@link #clear}. */
    ReadOnlyObjectProperty<@Nullable V> value() {
        return value.getReadOnlyProperty();
    }

    /** Why the last job gave nothing; empty where it gave something. */
    ReadOnlyStringProperty fault() {
        return fault.getReadOnlyProperty();
    }

    /** What the value is of; null where there is none. */
    @Nullable
    K key() {
        return valueOf;
    }

    /** Whether a job is under way. */
    boolean isBusy() {
        return busy;
    }

    /**
     * Starts a job if the result is of another key and there was rest enough.
     *
     * @param now in nanoseconds
     * @return whether a job was started
     */
    boolean want(K key, long now) {
        if (busy || key.equals(asked) || now < notBefore) {
            return false;
        }
        asked = key;
        busy = true;
        started = now;
        long own = generation;
        var _ = ask.apply(key).whenComplete((result, failure) -> slot.set(new Ended<>(own, result, failure)));
        return true;
    }

    /** Takes what has come. */
    void tick(long now) {
        Ended<V> ended = slot.getAndSet(null);
        if (ended == null || ended.generation() != generation) {
            return;
        }
        busy = false;
        notBefore = Math.max(started + atLeast, now + REST * (now - started));
        V result = ended.value();
        if (result == null) {
            fault.set(sentence(ended.failure()));
            value.set(null);
        } else {
            fault.set("");
            valueOf = asked;
            value.set(result);
        }
    }

    /** Forgets the result, and that of a job under way. */
    void clear() {
        generation++;
        asked = null;
        valueOf = null;
        busy = false;
        notBefore = Long.MIN_VALUE;
        fault.set("");
        value.set(null);
    }

    private static String sentence(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Causes.of(failure);
        return cause instanceof InputException ours
                ? ours.sentence()
                : Objects.requireNonNullElse(cause == null ? null : cause.getMessage(), String.valueOf(cause));
    }
}
