package org.triggerworkbench.evaluation.inspection;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.model.Classifier;

/**
 * What a trigger does inside a model: its layers for clean images beside the same images with the trigger. Two forward
 * passes a batch for all layers together, on the calling thread. Keeps N x D values per layer, twice.
 */
public final class ActivationChange {
    private final Compute compute;
    private final int batchSize;

    /**
     * @param batchSize images per pass, at least 1; all chosen layers of two passes are held at a time
     */
    public ActivationChange(Compute compute, int batchSize) {
        this.compute = compute;
        this.batchSize = batchSize;
    }

    /**
     * @param layers of {@link Classifier#layers()}
     * @param clean the images without the trigger
     * @param trigger is put on the clean images
     * @return one per layer in the order given; layers with outputs of no {@link LayerKind} are left out
     * @throws IllegalArgumentException if the model has no such layer
     */
    public List<LayerChange> layers(Classifier model, List<String> layers, EditedImages clean, ImageEdit trigger) {
        Map<String, Sums> sums = new LinkedHashMap<>();
        Set<String> wanted = new LinkedHashSet<>(layers);
        for (EditedImages part : clean.parts(batchSize)) {
            try (TensorScope _ = new TensorScope()) {
                NDArray batch = part.tensor(compute);
                Map<String, NDArray> before = model.activations(batch, wanted).layers();
                Map<String, NDArray> after = model.activations(trigger.apply(batch, part.ids()), wanted)
                        .layers();
                for (String layer : wanted) {
                    NDArray a = before.get(layer);
                    NDArray b = after.get(layer);
                    if (a == null || b == null) {
                        throw new IllegalStateException("no output of layer " + layer);
                    }
                    Optional<LayerKind> kind = LayerKind.of(a.getShape(), part.size());
                    kind.ifPresent(known ->
                            sums.computeIfAbsent(layer, _ -> new Sums(known)).add(a, b, part.size()));
                }
            }
        }
        List<LayerChange> changes = new ArrayList<>();
        sums.forEach((layer, sum) -> changes.add(sum.change(layer, clean.ids())));
        return changes;
    }

    /** What is gathered of one layer over the batches. */
    private static final class Sums {
        private final LayerKind kind;
        private final List<float[]> clean = new ArrayList<>();
        private final List<float[]> triggered = new ArrayList<>();
        private double difference;
        private double size;

        Sums(LayerKind kind) {
            this.kind = kind;
        }

        void add(NDArray before, NDArray after, int n) {
            difference += total(after.sub(before));
            size += total(before);
            clean.addAll(EditedImages.split(kind.neurons(before), n));
            triggered.addAll(EditedImages.split(kind.neurons(after), n));
        }

        LayerChange change(String layer, int[] ids) {
            return new LayerChange(
                    layer,
                    kind,
                    difference / size,
                    ids,
                    clean.toArray(float[][]::new),
                    triggered.toArray(float[][]::new));
        }

        private static double total(NDArray tensor) {
            return tensor.abs().sum().toFloatArray()[0];
        }
    }
}
