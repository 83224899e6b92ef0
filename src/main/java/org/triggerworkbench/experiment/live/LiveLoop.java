package org.triggerworkbench.experiment.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.InferenceThread;

/**
 * The live loop of one scene: questions come in as fast as a mouse moves, the newest is answered on the inference thread,
 * first for the enlarged image, then for the sheet; answers lie in slots until the window's timer takes them. A newer
 * question drops an older one, but a sheet is answered at least every {@value #PATIENCE_MILLIS} ms.
 */
public final class LiveLoop implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 120;

    private final InferenceThread thread;
    private final Responder responder;
    private final LatestWins<Question> questions;
    private final AtomicReference<@Nullable Glance> glance = new AtomicReference<>();
    private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final AtomicLong superseded = new AtomicLong();
    private long lastAnswer;
    private volatile boolean closed;

    public LiveLoop(InferenceThread thread, Responder responder) {
        this.thread = thread;
        this.responder = responder;
        this.questions = new LatestWins<>(thread, this::work);
    }

    /** Asks; never waits. */
    public void ask(Question question) {
        if (closed) {
            return;
        }
        if (questions.ask(question) != null) {
            superseded.incrementAndGet();
        }
    }

    /** The newest glance since the last call, or null. */
    public @Nullable Glance takeGlance() {
        return glance.getAndSet(null);
    }

    /** The newest answer since the last call, or null. */
    public @Nullable Answer takeAnswer() {
        return answer.getAndSet(null);
    }

    /** Why the last question could not be answered, since the last call, or null. */
    public @Nullable Throwable takeFault() {
        return fault.getAndSet(null);
    }

    /** Questions that a newer one took the place of. */
    public long superseded() {
        return superseded.get();
    }

    public SceneFacts facts() {
        return responder.scene().facts();
    }

    /** Other work with the scene on the inference thread, after the answers under way: saliency, features, confusions. */
    public <T> CompletableFuture<T> submit(Function<Responder, T> work) {
        return thread.submit(() -> work.apply(responder));
    }

    private void work(Question question) {
        if (closed) {
            return;
        }
        try {
            glance.set(responder.glance(question));
            boolean due = System.nanoTime() - lastAnswer > PATIENCE_MILLIS * 1_000_000;
            if (questions.hasNewer() && !due) {
                superseded.incrementAndGet();
                return;
            }
            answer.set(responder.answer(question));
            lastAnswer = System.nanoTime();
            fault.set(null);
        } catch (RuntimeException e) {
            fault.set(e);
        }
    }

    /** Ends the loop and closes the scene, once the answer under way is done. Does not wait. */
    @Override
    public void close() {
        closed = true;
        thread.execute(responder::close);
    }
}
