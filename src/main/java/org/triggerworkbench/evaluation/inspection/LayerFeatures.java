package org.triggerworkbench.evaluation.inspection;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.prompt.PromptedClassifier;

/** Images as points in the spaces a classifier offers; forward passes on the calling thread. */
public final class LayerFeatures {
    private final Compute compute;
    private final int batchSize;

    /**
     * @param batchSize images per pass, at least 1
     */
    public LayerFeatures(Compute compute, int batchSize) {
        this.compute = compute;
        this.batchSize = batchSize;
    }

    /**
     * The joint space of a zero-shot classifier, prompted or not, then its layers from the input to the output. A layer whose
     * class token is the same for every picture is left out. Costs one forward pass of two pictures.
     */
    public List<FeatureSpace> spaces(Classifier model) {
        List<FeatureSpace> spaces = new ArrayList<>();
        if (isZeroShot(model)) {
            spaces.add(new FeatureSpace(FeatureSpace.JOINT, FeatureSpace.Kind.JOINT));
        }
        LayerKinds found = LayerKinds.of(compute, model);
        found.kinds().forEach((layer, kind) -> {
            if (!found.isConstant(layer)) {
                spaces.add(FeatureSpace.of(layer, kind));
            }
        });
        return spaces;
    }

    /**
     * @param space one of {@link #spaces}
     * @throws IllegalArgumentException if the model has no such space
     */
    public Features features(Classifier model, FeatureSpace space, EditedImages images) {
        if (space.kind() == FeatureSpace.Kind.JOINT) {
            return joint(model, space, images);
        }
        float[][] points = images.rows(compute, batchSize, batch -> point(model, space, batch));
        return new Features(space, points, new float[0][]);
    }

    private static NDArray point(Classifier model, FeatureSpace space, NDArray batch) {
        int n = Math.toIntExact(batch.getShape().get(0));
        NDArray output = model.activations(batch, Set.of(space.id())).layers().get(space.id());
        Optional<LayerKind> kind = output == null ? Optional.empty() : LayerKind.of(output.getShape(), n);
        if (output == null || kind.isEmpty()) {
            throw new IllegalArgumentException(space + " is no space of this model");
        }
        return kind.get().features(output);
    }

    private Features joint(Classifier model, FeatureSpace space, EditedImages images) {
        // The anchors of a prompted classifier are made again and go with this scope.
        try (TensorScope _ = new TensorScope()) {
            Joint joint = Joint.of(model);
            float[][] points = images.rows(compute, batchSize, joint.embeddings());
            List<float[]> anchors = EditedImages.split(joint.anchors(), model.classes());
            return new Features(space, points, anchors.toArray(float[][]::new));
        }
    }

    private static boolean isZeroShot(Classifier model) {
        return model instanceof ZeroShotClassifier
                || (model instanceof PromptedClassifier prompted && isZeroShot(prompted.source()));
    }

    /**
     * The joint space of a classifier.
     *
     * @param embeddings N x 3 x H x W images to N x D
     * @param anchors K x D
     */
    private record Joint(UnaryOperator<NDArray> embeddings, NDArray anchors) {
        static Joint of(Classifier model) {
            return switch (model) {
                case ZeroShotClassifier zeroShot -> new Joint(zeroShot::imageEmbeddings, zeroShot.classEmbeddings());
                case PromptedClassifier prompted -> {
                    Joint source = of(prompted.source());
                    // The mapping picks columns, so the classes must be columns while it does.
                    NDArray mapped =
                            prompted.mapping().apply(source.anchors.transpose()).transpose();
                    yield new Joint(images -> source.embeddings.apply(prompted.prompted(images)), mapped);
                }
                default -> throw new IllegalArgumentException(model.card().name() + " has no joint space");
            };
        }
    }
}
