package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.evaluation.inspection.LayerChange;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.Responder;
import org.triggerworkbench.experiment.live.SheetResult;

/** Asks the open scene, between the answers of the live loop. */
final class LiveCompareEngine implements CompareEngine {
    private final Supplier<@Nullable LiveLoop> loop;

    LiveCompareEngine(Supplier<@Nullable LiveLoop> loop) {
        this.loop = loop;
    }

    @Override
    public CompletableFuture<List<PrimaryResult>> glances(List<InferenceRequest> sides) {
        return submit(responder -> sides.stream().map(responder::glance).toList());
    }

    @Override
    public CompletableFuture<List<Inspection.Maps>> saliency(List<PrimaryResult> sides) {
        return submit(responder ->
                sides.stream().map(side -> saliency(responder, side)).toList());
    }

    private static Inspection.Maps saliency(Responder responder, PrimaryResult side) {
        int clean = side.clean().predictions()[0];
        int triggered = side.triggered() == null ? clean : side.triggered().predictions()[0];
        try (Inspection inspection = responder.inspect(side.question())) {
            return inspection.saliency(side.question().primary(), clean, triggered);
        }
    }

    @Override
    public CompletableFuture<SheetResult> answer(InferenceRequest asked) {
        return submit(responder -> responder.answer(asked));
    }

    @Override
    public CompletableFuture<List<LayerChange>> layers(InferenceRequest asked) {
        return inspect(asked, Inspection::layers);
    }

    @Override
    public CompletableFuture<MeanSimilarity> similarity(InferenceRequest asked) {
        return inspect(asked, Inspection::similarity);
    }

    private <T> CompletableFuture<T> inspect(InferenceRequest asked, Function<Inspection, T> look) {
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
