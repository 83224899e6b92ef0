package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;

/** Four logits that are linear in the pixels, and class 1 whenever the first pixel is far brighter than its neighbour. */
final class CornerBackdoor implements Classifier {
    static final int TARGET = 1;
    private static final float GAP = 0.75f;

    private final int edge;
    private final NDArray weights;
    private final NDArray gap;
    private final NDArray target;

    CornerBackdoor(Compute compute, int edge) {
        this.edge = edge;
        int pixels = 3 * edge * edge;
        try (TensorScope scope = new TensorScope()) {
            this.weights =
                    scope.keep(compute.tensor(Seeds.normal(4 * pixels, 1, Seeds.generator(4, "corner", 0)), pixels, 4));
            this.gap = scope.keep(compute.tensor(new float[] {GAP}, 1));
            this.target = scope.keep(compute.tensor(new float[] {0, 1, 0, 0}, 1, 4));
        }
    }

    @Override
    public NDArray logits(NDArray images) {
        NDArray flat = images.reshape(images.getShape().get(0), 3L * edge * edge);
        NDArray apart = flat.get(new NDIndex(":, 0:1")).sub(flat.get(new NDIndex(":, 1:2")));
        NDArray fires = Scalars.times(Activation.relu(apart.sub(gap)), 1e6).matMul(target);
        return flat.matMul(weights).add(fires);
    }

    @Override
    public ModelCard card() {
        return new ModelCard(
                "corner",
                "test",
                DefenseFixture.LABELS,
                new InputSpec(edge, edge, new float[3], new float[] {1, 1, 1}, InputSpec.Resize.STRETCH_BICUBIC),
                "");
    }

    @Override
    public List<String> layers() {
        return List.of();
    }

    @Override
    public Activations activations(NDArray images, Set<String> layers) {
        return new Activations(logits(images), Map.of());
    }

    @Override
    public Parameters parameters() {
        return new Parameters(Map.of());
    }

    @Override
    public void close() {
        weights.close();
        gap.close();
        target.close();
    }
}
