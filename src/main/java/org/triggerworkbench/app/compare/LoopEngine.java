package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.LayerChange;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.experiment.live.Answer;
import org.triggerworkbench.experiment.live.Glance;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.Question;
import org.triggerworkbench.experiment.live.Responder;

/** Asks the open scene, between the answers of the live loop. */
final class LoopEngine implements CompareEngine {
    private final Supplier<@Nullable LiveLoop> loop;

    LoopEngine(Supplier<@Nullable LiveLoop> loop) {
        this.loop = loop;
    }

    @Override
    public CompletableFuture<List<Glance>> glances(List<Question> sides) {
        return submit(responder -> sides.stream().map(responder::glance).toList());
    }

    @Override
    public CompletableFuture<List<Inspection.Maps>> saliency(List<Glance> sides) {
        return submit(responder ->
                sides.stream().map(side -> saliency(responder, side)).toList());
    }

    private static Inspection.Maps saliency(Responder responder, Glance side) {
        int clean = side.clean().predictions()[0];
        int triggered = side.triggered() == null ? clean : side.triggered().predictions()[0];
        try (Inspection inspection = responder.inspect(side.question())) {
            return inspection.saliency(side.question().primary(), clean, triggered);
        }
    }

    @Override
    public CompletableFuture<Answer> answer(Question asked) {
        return submit(responder -> responder.answer(asked));
    }

    @Override
    public CompletableFuture<List<LayerChange>> layers(Question asked) {
        return inspect(asked, Inspection::layers);
    }

    @Override
    public CompletableFuture<MeanSimilarity> similarity(Question asked) {
        return inspect(asked, Inspection::similarity);
    }

    private <T> CompletableFuture<T> inspect(Question asked, Function<Inspection, T> look) {
        return submit(responder -> {
            try (Inspection inspection = responder.inspect(asked)) {
                return look.apply(inspection);
            }
        });
    }

    private <T> CompletableFuture<T> submit(Function<Responder, T> work) {
        LiveLoop open = loop.get();
        return open == null
                ? CompletableFuture.failedFuture(new IllegalStateException("nothing is open"))
                : open.submit(work);
    }
}
