package org.triggerworkbench.app.compare;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.SheetInParts;
import org.triggerworkbench.experiment.live.SheetProgress;
import org.triggerworkbench.experiment.live.SheetResult;

/** Model B, which is held against the open one, A. */
public sealed interface SecondModel {
    /** For people. */
    String name();

    /**
     * How it sees the sheet with A's trigger, a part at a time, so that A is answered in between.
     *
     * @param soFar is told its rates over the first images, on another thread
     * @return comes on another thread
     */
    CompletableFuture<SheetResult> answer(InferenceRequest ofA, Consumer<SheetProgress> soFar);

    /** Gives back what it holds. */
    void close();

    /**
     * A model of its own.
     *
     * @param weights trained since it was opened; null for those it was opened with
     */
    record Opened(String name, LiveLoop loop, @Nullable ModelState weights) implements SecondModel {
        @Override
        public CompletableFuture<SheetResult> answer(InferenceRequest ofA, Consumer<SheetProgress> soFar) {
            var spaces = loop.facts().spaces();
            InferenceRequest asked =
                    ofA.weighted(weights).in(spaces.contains(ofA.space()) ? ofA.space() : spaces.getFirst());
            return SheetInParts.answer(loop, asked, soFar);
        }

        @Override
        public void close() {
            loop.close();
        }
    }

    /**
     * The open model as it was when an answer was pinned, such as one that a defence repaired.
     *
     * @param seen a question with its prompt and weights
     * @param open the loop of A
     */
    record Kept(String name, InferenceRequest seen, Supplier<@Nullable LiveLoop> open) implements SecondModel {
        @Override
        public CompletableFuture<SheetResult> answer(InferenceRequest ofA, Consumer<SheetProgress> soFar) {
            LiveLoop loop = open.get();
            return loop == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("nothing is open"))
                    : SheetInParts.answer(loop, ofA.as(seen), soFar);
        }

        @Override
        public void close() {}
    }
}
