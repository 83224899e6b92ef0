package org.triggerworkbench.experiment.live;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.text.AllowedBecause;

/** The spaces in which images can be laid out. */
@AllowedBecause("pools a layer of the forward pass of the live loop")
public final class Spaces {
    /** Unit embeddings of an image-text model, shared with the words. */
    public static final String JOINT = "image-text";
    /** The logits, which every classifier has. */
    public static final String LOGITS = "logits";

    private Spaces() {}

    static List<String> of(Classifier model) {
        List<String> spaces = new ArrayList<>();
        if (model instanceof ZeroShotClassifier) {
            spaces.add(JOINT);
        }
        spaces.addAll(model.layers().reversed());
        if (model.layers().isEmpty()) {
            spaces.add(LOGITS);
        }
        return spaces;
    }

    /** One row an image: of N x C x H x W the mean over space, of N x T x D the CLS token, N x D as it is. */
    static NDArray pooled(NDArray output) {
        return switch (output.getShape().dimension()) {
            case 4 ->
                output.reshape(output.getShape().get(0), output.getShape().get(1), -1)
                        .mean(new int[] {2});
            case 3 -> output.get(":, 0");
            default -> output;
        };
    }
}
