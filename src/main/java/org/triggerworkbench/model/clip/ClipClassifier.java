package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.ClassifierConfig;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.InputException;

/**
 * The image tower of a CLIP under a linear head that sees the mean of the patches' last states: a folder of a
 * CLIPForImageClassification. Neither the class token's last state nor the norm after the tower matters to it.
 */
public final class ClipClassifier extends TransformerClassifier {
    private static final String ARCHITECTURE = "CLIPForImageClassification";
    private static final String TYPE = "clip-classifier";

    private final VisionTower vision;

    private ClipClassifier(Compute compute, ClipConfig config, ModelCard card, Parameters weights) {
        super(compute, config.vision(), card, weights);
        this.vision = new VisionTower(weights, config);
    }

    /** Whether a folder says that it holds one. */
    public static boolean isIn(Path folder) {
        Path file = folder.resolve(ClipConfigFile.NAME);
        return Files.isRegularFile(file) && ClassifierConfig.names(JsonFields.read(file), ARCHITECTURE);
    }

    /**
     * Loads a folder; the model is named after it.
     *
     * @throws InputException if a file is missing, damaged, does not fit the others or asks for what is not computed here
     */
    public static ClipClassifier load(Compute compute, Path folder) {
        ClipConfig config = ClipConfigFile.read(folder);
        JsonFields root = JsonFields.read(folder.resolve(ClipConfigFile.NAME));
        ClassifierConfig.require(root, ARCHITECTURE);
        List<String> labels = ClassifierConfig.labels(root);
        // The weights first: they are what the sizes are held against.
        Parameters weights = weights(compute, config, root, labels, folder);
        try {
            InputSpec input = PreprocessorFile.read(folder, config.imageSize());
            ModelCard card = new ModelCard(ModelCardFile.nameOf(folder), TYPE, labels, input, "");
            return new ClipClassifier(compute, config, card, weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static Parameters weights(
            Compute compute, ClipConfig config, JsonFields root, List<String> labels, Path folder) {
        Path found = WeightFiles.in(folder);
        Path file = found == null ? folder.resolve(ClipWeights.NAME) : found;
        Map<String, HostTensor> read =
                new LinkedHashMap<>(WeightFiles.read(file).tensors());
        read.keySet().removeIf(name -> name.endsWith(".position_ids"));
        new ClipBounds(root.file(), ClipBounds.Keys.HUGGING_FACE, read).requireVision(config);
        HostTensor head = read.get(HEAD + ".weight");
        int classes = Math.max(
                1, head == null || head.shape().length == 0 ? labels.size() : Math.toIntExact(head.shape()[0]));
        ClassifierConfig.requireLabels(root, labels, classes);
        Map<String, ClipWeights.Weight> expected = ClipWeights.ofVision(config);
        ClipWeights.linear(expected, HEAD, 0, classes, config.vision().width());
        ClipWeights.check(file, expected, read);
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            read.forEach((name, host) -> tensors.put(name, scope.keep(compute.tensor(host.floats(), host.shape()))));
        }
        return new Parameters(tensors);
    }

    @Override
    public NDArray logits(NDArray images) {
        return Intermediates.freedOne(
                () -> head(pooled(states(normalise(images), null).getLast())));
    }

    @Override
    public boolean readsPatches() {
        return true;
    }

    @Override
    List<NDArray> states(NDArray normalised, @Nullable List<NDArray> attention) {
        return vision.states(normalised, attention);
    }

    /** The mean of the patches' states, without the class token. */
    @Override
    NDArray pooled(NDArray lastState) {
        return lastState.get(new NDIndex(":, 1:")).mean(new int[] {1});
    }
}
