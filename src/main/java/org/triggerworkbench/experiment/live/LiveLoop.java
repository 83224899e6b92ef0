package org.triggerworkbench.experiment.live;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.compute.EngineFault;
import org.triggerworkbench.compute.InferenceThread;

/**
 * The live loop of one scene: questions come in as fast as a mouse moves, the newest is answered on the inference thread,
 * first for the enlarged image, then for the sheet, nearly where that is faster and then exactly; answers lie in slots until the window's timer takes them. A newer
 * question takes the place of one that waits. While a sheet is worked on, its rates so far are told between two parts of it,
 * and the enlarged image of a newer question is answered; where a whole sheet was answered a short while ago, the rest of one
 * is given up for the newer question. The last question is always answered whole.
 */
public final class LiveLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLoop.class);
    /** As often a whole sheet is answered while questions keep coming, so that what needs all of it moves on. */
    private static final long WHOLE_NANOS = 300_000_000;
    /** The first images of a sheet that take longer than this are the greater part of a slow answer. */
    private static final long SLOW_NANOS = 25_000_000;
    /** As {@link #WHOLE_NANOS}, where drafts come in between. */
    private static final long SETTLED_NANOS = 1_000_000_000;

    private final InferenceThread thread;
    private final Responder responder;
    private final LatestWins<InferenceRequest> questions;
    private final AtomicReference<@Nullable PrimaryResult> glance = new AtomicReference<>();
    private final AtomicReference<@Nullable SheetProgress> progress = new AtomicReference<>();
    private final AtomicReference<@Nullable SheetResult> draft = new AtomicReference<>();
    private final AtomicReference<@Nullable SheetResult> answer = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final AtomicLong superseded = new AtomicLong();
    private long glanced = -1;
    private long lastWhole;
    private long drafted = -1;
    private long lastDraft;
    private String logged = "";
    private volatile boolean closed;

    public LiveLoop(InferenceThread thread, Responder responder) {
        this.thread = thread;
        this.responder = responder;
        this.questions = new LatestWins<>(thread, this::work);
        LOG.info("opened {}", responder.scene().facts().request());
    }

    /** Asks; never waits. */
    public void ask(InferenceRequest question) {
        if (closed) {
            return;
        }
        if (questions.ask(question) != null) {
            superseded.incrementAndGet();
        }
    }

    /** The newest glance since the last call, or null. */
    public @Nullable PrimaryResult takeGlance() {
        return glance.getAndSet(null);
    }

    /** The newest rates over part of a sheet since the last call, or null. */
    public @Nullable SheetProgress takeProgress() {
        return progress.getAndSet(null);
    }

    /** The newest answer that is only nearly so, since the last call, or null. */
    public @Nullable SheetResult takeDraft() {
        return draft.getAndSet(null);
    }

    /** The newest answer since the last call, or null. */
    public @Nullable SheetResult takeAnswer() {
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

    public SubjectFacts facts() {
        return responder.scene().facts();
    }

    /** Other work with the scene on the inference thread, after the answers under way: saliency, features, confusions. */
    public <T> CompletableFuture<T> submit(Function<Responder, T> work) {
        return thread.submit(() -> {
            if (closed) {
                throw new CancellationException();
            }
            try {
                return work.apply(responder);
            } catch (RuntimeException | Error e) {
                log(e);
                throw e;
            }
        });
    }

    private void work(InferenceRequest question) {
        if (closed) {
            return;
        }
        try {
            glance(question);
            if (responder.hasDraft(question) && !draft(question)) {
                return;
            }
            SheetResult whole = responder.answer(question, this::between);
            if (whole != null) {
                lastWhole = System.nanoTime();
                answer.set(whole);
                fault.set(null);
                logged = "";
            }
        } catch (RuntimeException | Error e) {
            // A question too large for the memory must not end the loop: the next may be smaller.
            fault.set(e);
            log(e);
        }
    }

    /** A question that cannot be answered comes again with each move of the mouse. */
    private void log(Throwable failed) {
        if (!(failed instanceof CancellationException) && !failed.toString().equals(logged)) {
            logged = failed.toString();
            EngineFault.note(failed);
            LOG.error("no answer", failed);
        }
    }

    private void glance(InferenceRequest question) {
        if (question.stamp() != glanced) {
            glance.set(responder.glance(question));
            glanced = question.stamp();
        }
    }

    /** Returns whether the exact answer is to follow. */
    private boolean draft(InferenceRequest question) {
        long start = System.nanoTime();
        drafted = question.stamp();
        SheetResult near = responder.draft(question, soFar -> {
            long now = System.nanoTime();
            progress.set(soFar);
            // Where the first images take long, the first rate of the newer question matters more than the rest of this
            // one.
            return questions.newer() == null || now - start < SLOW_NANOS || now - lastDraft > WHOLE_NANOS;
        });
        if (near == null) {
            return false;
        }
        lastDraft = System.nanoTime();
        draft.set(near);
        return questions.newer() == null || lastDraft - lastWhole > SETTLED_NANOS;
    }

    private boolean between(@Nullable SheetProgress soFar) {
        boolean isDrafted = soFar != null && soFar.question().stamp() == drafted;
        if (soFar != null && !isDrafted) {
            progress.set(soFar);
        }
        InferenceRequest newer = questions.newer();
        if (newer == null || closed) {
            return true;
        }
        if (soFar != null && System.nanoTime() - lastWhole < (isDrafted ? SETTLED_NANOS : WHOLE_NANOS)) {
            return false;
        }
        glance(newer);
        return true;
    }

    /** Ends the loop and closes the scene, once the answer under way is done. Does not wait. */
    @Override
    public void close() {
        closed = true;
        thread.execute(responder::close);
    }
}
