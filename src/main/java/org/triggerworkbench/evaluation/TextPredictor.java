package org.triggerworkbench.evaluation;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.triggerworkbench.compute.Cancellation;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.TextClassifier;

/** Shows texts to a model in batches and copies the answers out; one tensor scope a batch. */
public record TextPredictor(int batchSize) {
    public TextPredictor {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size " + batchSize);
        }
    }

    /** The predicted class of each text (the first of equal logits), or {@link Predictor#NO_ANSWER}. */
    public int[] predictions(TextClassifier model, List<String> texts) {
        return Arrays.stream(rows(texts, model::logits))
                .mapToInt(Predictor::argmax)
                .toArray();
    }

    /** Row by row what a function of a batch gives; its result has one row per text. */
    public float[][] rows(List<String> texts, Function<List<String>, NDArray> forward) {
        float[][] all = new float[texts.size()][];
        for (int start = 0; start < all.length; start += batchSize) {
            Cancellation.check();
            List<String> batch = texts.subList(start, Math.min(all.length, start + batchSize));
            try (TensorScope _ = new TensorScope()) {
                Predictor.split(forward.apply(batch), all, start, batch.size());
            }
        }
        return all;
    }
}
