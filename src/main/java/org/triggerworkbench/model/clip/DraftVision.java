package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.triggerworkbench.compute.Bfloat16;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.DraftEmbeddings;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.Layers;
import org.triggerworkbench.model.Parameters;

/** The image tower with weights and states of bfloat16. */
final class DraftVision implements DraftEmbeddings {
    private final Parameters weights;
    private final ClipConfig config;
    private final UnaryOperator<NDArray> normalise;
    private final Bfloat16 bfloat16;
    private Parameters near;
    private VisionTower vision;

    /**
     * @param weights of the model, of float32
     * @param normalise what the model does to images first
     */
    DraftVision(Compute compute, Parameters weights, ClipConfig config, UnaryOperator<NDArray> normalise) {
        this.weights = weights;
        this.config = config;
        this.normalise = normalise;
        this.bfloat16 = new Bfloat16(compute);
        this.near = near();
        this.vision = new VisionTower(near, config, bfloat16::softmax);
    }

    private Parameters near() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            weights.all().forEach((name, tensor) -> {
                if (ClipWeights.isOfVision(name)) {
                    tensors.put(name, scope.keep(bfloat16.of(tensor)));
                }
            });
        }
        return new Parameters(tensors);
    }

    @Override
    public NDArray of(NDArray images) {
        return Intermediates.freedOne(() -> {
            NDArray seen = bfloat16.of(normalise.apply(images));
            return Layers.unit(Bfloat16.toFloat(vision.projected(vision.pooled(vision.last(seen)))));
        });
    }

    @Override
    public void refresh() {
        Parameters before = near;
        near = near();
        vision = new VisionTower(near, config, bfloat16::softmax);
        before.close();
    }

    @Override
    public void close() {
        near.close();
        bfloat16.close();
    }
}
