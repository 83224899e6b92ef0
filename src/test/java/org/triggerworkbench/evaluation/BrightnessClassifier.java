package org.triggerworkbench.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;

/** Class 1 when the mean of the image is above one half, else class 0. */
public final class BrightnessClassifier implements Classifier {
    @Override
    public int classes() {
        return 2;
    }

    @Override
    public NDArray logits(NDArray images) {
        NDArray mean =
                images.reshape(images.size(0), -1).mean(new int[] {1}).sub(0.5f).expandDims(1);
        return NDArrays.concat(new NDList(mean.neg(), mean), 1);
    }

    @Override
    public ModelCard card() {
        return new ModelCard(
                "brightness",
                "test",
                List.of("dark", "bright"),
                new InputSpec(2, 2, new float[3], new float[] {1, 1, 1}, InputSpec.Resize.STRETCH_BICUBIC),
                "");
    }

    @Override
    public List<String> layers() {
        return List.of("pixels");
    }

    @Override
    public Activations activations(NDArray images, Set<String> layers) {
        return new Activations(logits(images), Map.of("pixels", images));
    }

    @Override
    public Parameters parameters() {
        return new Parameters(Map.of());
    }

    @Override
    public void close() {}
}
