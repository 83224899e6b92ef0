package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.evaluation.inspection.LayerChange;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.SheetResult;

/** What a comparison asks of the engine. Answers come on another thread; none of these waits. */
interface CompareEngine {
    /** The enlarged image as each side sees it. */
    CompletableFuture<List<PrimaryResult>> glances(List<InferenceRequest> sides);

    /** Where each side looks on the enlarged image, for the classes it predicts. */
    CompletableFuture<List<Inspection.Maps>> saliency(List<PrimaryResult> sides);

    /** The whole sheet. */
    CompletableFuture<SheetResult> answer(InferenceRequest asked);

    /** What the trigger does to each layer. */
    CompletableFuture<List<LayerChange>> layers(InferenceRequest asked);

    /** How visible the trigger is. */
    CompletableFuture<MeanSimilarity> similarity(InferenceRequest asked);
}
