package org.triggerworkbench.evaluation.inspection;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;

/**
 * Grad-CAM (Selvaraju et al. 2017, equations 1 and 2): of a convolutional layer with channels A_k,
 *
 * <pre>alpha_k = mean over places of d logit_c / d A_k,    map = ReLU(sum over k of alpha_k A_k)</pre>
 *
 * interpolated to the size of the input and divided by its maximum. The gradients are computed in short jobs on the
 * gradient thread, one per batch; the caller waits.
 */
public final class GradCam {
    private final Compute compute;
    private final int batchSize;

    /**
     * @param batchSize images per pass, at least 1
     */
    public GradCam(Compute compute, int batchSize) {
        this.compute = compute;
        this.batchSize = batchSize;
    }

    /** The last convolutional layer whose gradient can be had; one forward pass finds it. */
    public Optional<String> lastLayer(Classifier model) {
        if (!model.hasLayerGradients()) {
            return Optional.empty();
        }
        return LayerKinds.of(compute, model).kinds().entrySet().stream()
                .filter(entry -> entry.getValue() == LayerKind.CONVOLUTIONAL)
                .map(Map.Entry::getKey)
                .reduce((_, later) -> later);
    }

    /**
     * One map per image, in order.
     *
     * @param layer a convolutional layer of a model that {@linkplain Classifier#hasLayerGradients() has layer gradients}
     * @param targets the class whose logit is explained, one per image
     * @throws java.util.concurrent.CancellationException if the caller is interrupted while it waits
     */
    public List<SaliencyMap> maps(Classifier model, String layer, EditedImages images, int[] targets) {
        requireTargets(model, images, targets);
        List<SaliencyMap> maps = new ArrayList<>();
        for (EditedImages part : images.parts(batchSize)) {
            int[] wanted = Arrays.copyOfRange(targets, maps.size(), maps.size() + part.size());
            byte[] planes = part.images().batch(part.ids());
            Tapped tapped = GradientJobs.run(compute, "Grad-CAM", () -> gradient(model, layer, part, planes, wanted));
            for (int i = 0; i < part.size(); i++) {
                maps.add(SaliencyMap.of(
                        tapped.map(i),
                        tapped.height(),
                        tapped.width(),
                        images.images().height(),
                        images.images().width()));
            }
        }
        return maps;
    }

    static void requireTargets(Classifier model, EditedImages images, int[] targets) {
        if (targets.length != images.size()
                || Arrays.stream(targets).anyMatch(target -> target < 0 || target >= model.classes())) {
            throw new IllegalArgumentException("targets " + Arrays.toString(targets) + " for " + images.size()
                    + " images and " + model.classes() + " classes");
        }
    }

    private Tapped gradient(Classifier model, String layer, EditedImages part, byte[] planes, int[] targets) {
        try (TensorScope _ = new TensorScope()) {
            NDArray batch = part.tensor(compute, planes);
            NDArray chosen = compute.tensor(oneHot(targets, model.classes()), targets.length, model.classes());
            AtomicReference<NDArray> leaf = new AtomicReference<>();
            // The images do not meet in the model, so the gradient of the sum is that of each image's own logit.
            NDArray _ = compute.gradientThread().backward(() -> {
                Activations seen = model.cutAt(layer, batch);
                leaf.set(seen.layers().get(layer));
                return seen.output().mul(chosen).sum();
            });
            NDArray activation = leaf.get();
            if (activation == null || activation.getShape().dimension() != 4) {
                throw new IllegalArgumentException(layer + " is no convolutional layer");
            }
            return new Tapped(
                    Math.toIntExact(activation.getShape().get(1)),
                    Math.toIntExact(activation.getShape().get(2)),
                    Math.toIntExact(activation.getShape().get(3)),
                    activation.toFloatArray(),
                    activation.getGradient().toFloatArray());
        }
    }

    private static float[] oneHot(int[] targets, int classes) {
        float[] rows = new float[targets.length * classes];
        for (int i = 0; i < targets.length; i++) {
            rows[i * classes + targets[i]] = 1;
        }
        return rows;
    }

    /**
     * @param activations N x C x H x W
     * @param gradients of the logits, of the same shape
     */
    private record Tapped(int channels, int height, int width, float[] activations, float[] gradients) {
        /** The map of one image before it is interpolated, H x W. */
        float[] map(int image) {
            int places = height * width;
            double[] sum = new double[places];
            for (int k = 0; k < channels; k++) {
                int from = (image * channels + k) * places;
                double alpha = 0;
                for (int p = 0; p < places; p++) {
                    alpha += gradients[from + p];
                }
                alpha /= places;
                for (int p = 0; p < places; p++) {
                    sum[p] += alpha * activations[from + p];
                }
            }
            float[] map = new float[places];
            for (int p = 0; p < places; p++) {
                map[p] = (float) Math.max(0, sum[p]);
            }
            return map;
        }
    }
}
