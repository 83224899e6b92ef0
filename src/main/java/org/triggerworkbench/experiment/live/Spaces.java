package org.triggerworkbench.experiment.live;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.evaluation.inspection.FeatureSpace;
import org.triggerworkbench.evaluation.inspection.LayerFeatures;
import org.triggerworkbench.evaluation.inspection.LayerKind;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.text.AllowedBecause;

/** The spaces in which images can be laid out. */
@AllowedBecause("pools a layer of the forward pass of the live loop")
public final class Spaces {
    /** Unit embeddings of an image-text model, shared with the words. */
    public static final String JOINT = FeatureSpace.JOINT;
    /** The logits, which every classifier has. */
    public static final String LOGITS = "logits";

    private Spaces() {}

    /** The joint space first, then the layers from the output to the input; a model that shows none has its logits. */
    static List<String> of(Compute compute, Classifier model) {
        List<String> spaces = new ArrayList<>(new LayerFeatures(compute, 2)
                .spaces(model).reversed().stream().map(FeatureSpace::id).toList());
        if (spaces.remove(JOINT)) {
            spaces.addFirst(JOINT);
        }
        if (spaces.isEmpty()) {
            spaces.add(LOGITS);
        }
        return spaces;
    }

    /** One row per image of what a layer puts out for n images. */
    static NDArray pooled(NDArray output, int n) {
        return LayerKind.of(output.getShape(), n)
                .orElseThrow(() -> new IllegalArgumentException("no space of the scene"))
                .features(output);
    }
}
