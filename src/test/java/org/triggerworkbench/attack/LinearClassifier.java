package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;

/** Five logits that are linear in the pixels; remembers what it was last shown. */
final class LinearClassifier implements Classifier {
    static final int CLASSES = 5;
    static final float STD = 0.5f;
    static final int PIXELS = 3 * AttackFixture.EDGE * AttackFixture.EDGE;

    /** PIXELS x CLASSES. */
    final float[] weights = Seeds.normal(PIXELS * CLASSES, 0.2, Seeds.generator(4, "linear", 0));

    private final Parameters parameters;
    float[] shown = {};

    LinearClassifier(Compute compute) {
        this.parameters = new Parameters(Map.of("weight", compute.tensor(weights, PIXELS, CLASSES)));
        parameters.freeze();
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public NDArray logits(NDArray images) {
        shown = images.toFloatArray();
        return images.reshape(images.getShape().get(0), PIXELS).matMul(parameters.get("weight"));
    }

    @Override
    public ModelCard card() {
        return new ModelCard(
                "linear",
                "test",
                List.of("0", "1", "2", "3", "4"),
                new InputSpec(
                        AttackFixture.EDGE,
                        AttackFixture.EDGE,
                        new float[3],
                        new float[] {STD, STD, STD},
                        InputSpec.Resize.STRETCH_BICUBIC),
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
        return parameters;
    }

    @Override
    public void close() {
        parameters.close();
    }
}
