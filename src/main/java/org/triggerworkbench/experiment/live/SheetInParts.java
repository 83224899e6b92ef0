package org.triggerworkbench.experiment.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A sheet that is answered a part at a time, each part a piece of work of its own on the inference thread: what others ask
 * there waits for a part at most. Its answer is the one that the whole sheet at once has.
 */
public final class SheetInParts {
    private final InferenceRequest question;
    private final List<ImageResults> clean = new ArrayList<>();
    private final List<ImageResults> triggered = new ArrayList<>();
    private Responder.@Nullable CleanHalf half;
    private long nanos;

    private SheetInParts(InferenceRequest question) {
        this.question = question;
    }

    /**
     * Answers a question of a scene.
     *
     * @param soFar is told the rates over the images seen both clean and triggered, on the inference thread
     * @return comes on the inference thread; fails where the scene is closed on the way or the question cannot be answered
     */
    public static CompletableFuture<SheetResult> answer(
            LiveLoop loop, InferenceRequest question, Consumer<SheetProgress> soFar) {
        return next(loop, new SheetInParts(question), soFar);
    }

    private static CompletableFuture<SheetResult> next(
            LiveLoop loop, SheetInParts sheet, Consumer<SheetProgress> soFar) {
        return loop.submit(responder -> sheet.next(responder, soFar))
                .thenCompose(result -> result.whole() == null
                        ? next(loop, sheet, soFar)
                        : CompletableFuture.completedFuture(result.whole()));
    }

    /** After a part; whole is null where there are more. */
    private record After(@Nullable SheetResult whole) {}

    private After next(Responder responder, Consumer<SheetProgress> soFar) {
        long start = System.nanoTime();
        int size = responder.scene().all().length;
        Responder.CleanHalf seen = half;
        if (seen == null) {
            half = cleanHalf(responder, size);
        } else if (question.trigger() != null) {
            triggered.add(responder.part(question, count(triggered), question.trigger()));
            if (count(triggered) < size) {
                soFar.accept(responder.progress(question, seen.seen().predictions(), predictions()));
            }
        }
        nanos += System.nanoTime() - start;
        boolean all = half != null && (question.trigger() == null || count(triggered) == size);
        return new After(all ? whole(responder) : null);
    }

    /** Null while there are more parts of it to be seen. */
    private Responder.@Nullable CleanHalf cleanHalf(Responder responder, int size) {
        Responder.CleanHalf known = responder.known(question);
        if (known == null) {
            clean.add(responder.part(question, count(clean), null));
            if (count(clean) == size) {
                known = responder.keep(question, ImageResults.joined(clean));
            }
        }
        return known;
    }

    private SheetResult whole(Responder responder) {
        return responder.whole(
                question,
                Objects.requireNonNull(half),
                question.trigger() == null ? null : ImageResults.joined(triggered),
                nanos);
    }

    private int[] predictions() {
        return triggered.stream()
                .flatMapToInt(part -> IntStream.of(part.predictions()))
                .toArray();
    }

    private static int count(List<ImageResults> parts) {
        return parts.stream().mapToInt(part -> part.predictions().length).sum();
    }
}
