package org.triggerworkbench.app.compare;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.SheetResult;

/** Model B, which is held against the open one, A. */
public sealed interface SecondModel {
    /** For people. */
    String name();

    /** How it sees the sheet with A's trigger; the answer comes on another thread. */
    CompletableFuture<SheetResult> answer(InferenceRequest ofA);

    /** Gives back what it holds. */
    void close();

    /** A model file of its own. */
    record Opened(String name, LiveLoop loop) implements SecondModel {
        @Override
        public CompletableFuture<SheetResult> answer(InferenceRequest ofA) {
            var spaces = loop.facts().spaces();
            InferenceRequest asked = ofA.untrained().in(spaces.contains(ofA.space()) ? ofA.space() : spaces.getFirst());
            return loop.submit(responder -> responder.answer(asked));
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
        public CompletableFuture<SheetResult> answer(InferenceRequest ofA) {
            LiveLoop loop = open.get();
            return loop == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("nothing is open"))
                    : loop.submit(responder -> responder.answer(ofA.as(seen)));
        }

        @Override
        public void close() {}
    }
}
