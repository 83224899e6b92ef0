package org.triggerworkbench.evaluation.inspection;

import java.util.List;
import java.util.Optional;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.text.Messages;

/** Saliency maps by the method that fits a model: {@link GradCam} or {@link AttentionRollout}. */
public final class Saliency {
    private static final Messages TEXT = Messages.of(Saliency.class);

    private final GradCam gradCam;
    private final AttentionRollout rollout;

    /** How maps of a model are made. */
    public sealed interface Method {
        /**
         * Grad-CAM, of a convolutional network; a map for a class.
         *
         * @param layer the convolutional layer looked at
         */
        record Gradient(String layer) implements Method {}

        /** Attention rollout, of a vision transformer; one map whatever the class. */
        record Rollout() implements Method {}

        /**
         * No maps.
         *
         * @param reason a sentence for users
         */
        record None(String reason) implements Method {}
    }

    /**
     * @param batchSize images per pass, at least 1; attention of a large transformer takes about 100 MB per image
     */
    public Saliency(Compute compute, int batchSize) {
        gradCam = new GradCam(compute, batchSize);
        rollout = new AttentionRollout(compute, batchSize);
    }

    /** The method that fits a model; at most two forward passes of two pictures, so keep the answer. */
    public Method method(Classifier model) {
        Optional<String> layer = gradCam.lastLayer(model);
        if (layer.isPresent()) {
            return new Method.Gradient(layer.get());
        }
        if (rollout.supports(model)) {
            return new Method.Rollout();
        }
        return new Method.None(TEXT.get("saliency.none", model.card().name()));
    }

    /**
     * One map per image, in order; the caller waits, so not on the window's thread. Call it once with the clean images and
     * once with the triggered ones.
     *
     * @param method what {@link #method} gave for the model, or Grad-CAM of another of its convolutional layers
     * @param targets the class each map explains, one per image. Rollout does not depend on the class: its maps are the same
     *     for all targets
     * @return empty where the method is none
     * @throws java.util.concurrent.CancellationException if the caller is interrupted while it waits for the gradient thread
     */
    public List<SaliencyMap> maps(Classifier model, Method method, EditedImages images, int[] targets) {
        GradCam.requireTargets(model, images, targets);
        return switch (method) {
            case Method.Gradient(String layer) -> gradCam.maps(model, layer, images, targets);
            case Method.Rollout() -> rollout.maps(model, images);
            case Method.None(String _) -> List.of();
        };
    }
}
