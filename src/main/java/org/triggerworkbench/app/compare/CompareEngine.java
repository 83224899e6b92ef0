package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.triggerworkbench.evaluation.LayerChange;
import org.triggerworkbench.evaluation.MeanSimilarity;
import org.triggerworkbench.experiment.live.Answer;
import org.triggerworkbench.experiment.live.Glance;
import org.triggerworkbench.experiment.live.Inspection;
import org.triggerworkbench.experiment.live.Question;

/** What a comparison asks of the engine. Answers come on another thread; none of these waits. */
interface CompareEngine {
    /** The enlarged image as each side sees it. */
    CompletableFuture<List<Glance>> glances(List<Question> sides);

    /** Where each side looks on the enlarged image, for the classes it predicts. */
    CompletableFuture<List<Inspection.Maps>> saliency(List<Glance> sides);

    /** The whole sheet. */
    CompletableFuture<Answer> answer(Question asked);

    /** What the trigger does to each layer. */
    CompletableFuture<List<LayerChange>> layers(Question asked);

    /** How visible the trigger is. */
    CompletableFuture<MeanSimilarity> similarity(Question asked);
}
