package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ClassifierConfig;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.Layers;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Normalisation;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.InputException;

/**
 * The image tower of a CLIP under a linear head that sees the mean of the patches' last states: a folder of a
 * CLIPForImageClassification. Neither the class token's last state nor the norm after the tower matters to it.
 */
public final class ClipClassifier implements Classifier {
    private static final String ARCHITECTURE = "CLIPForImageClassification";
    private static final String TYPE = "clip-classifier";
    private static final String HEAD = "classifier";

    private final int blocks;
    private final ModelCard card;
    private final Parameters weights;
    private final Layers layers;
    private final Normalisation normalisation;
    private final VisionTower vision;

    private ClipClassifier(Compute compute, ClipConfig config, ModelCard card, Parameters weights) {
        this.blocks = config.vision().layers();
        this.card = card;
        this.weights = weights;
        this.layers = new Layers(weights, config.vision().epsilon());
        this.normalisation = new Normalisation(compute, card.input());
        this.vision = new VisionTower(weights, config);
        weights.freeze();
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
    public ModelCard card() {
        return card;
    }

    @Override
    public int classes() {
        return Math.toIntExact(weights.get(HEAD + ".weight").getShape().get(0));
    }

    @Override
    public List<String> layers() {
        List<String> names = new ArrayList<>();
        names.add(ClipModel.EMBEDDINGS);
        for (int i = 0; i < blocks; i++) {
            names.add(ClipModel.BLOCK + i);
        }
        names.add(ClipModel.POOLED);
        return names;
    }

    @Override
    public NDArray logits(NDArray images) {
        return Intermediates.freedOne(() -> head(pooled(states(images, null).getLast())));
    }

    @Override
    public Activations activations(NDArray images, Set<String> wanted) {
        if (!layers().containsAll(wanted)) {
            throw new IllegalArgumentException("no such layers in " + wanted);
        }
        List<NDArray> states = states(images, null);
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put(ClipModel.EMBEDDINGS, states.getFirst());
        for (int i = 0; i < blocks; i++) {
            all.put(ClipModel.BLOCK + i, states.get(i + 1));
        }
        NDArray pooled = pooled(states.getLast());
        all.put(ClipModel.POOLED, pooled);
        all.keySet().retainAll(wanted);
        return new Activations(head(pooled), all);
    }

    @Override
    public List<NDArray> attention(NDArray images) {
        return Intermediates.freed(() -> {
            List<NDArray> attention = new ArrayList<>();
            states(images, attention);
            return attention;
        });
    }

    @Override
    public boolean readsPatches() {
        return true;
    }

    @Override
    public Parameters parameters() {
        return weights;
    }

    @Override
    public void close() {
        weights.close();
        normalisation.close();
    }

    private List<NDArray> states(NDArray images, @Nullable List<NDArray> attention) {
        return vision.states(normalisation.apply(images), attention);
    }

    /** The mean of the patches' states, N x W, without the class token. */
    private static NDArray pooled(NDArray state) {
        return state.get(new NDIndex(":, 1:")).mean(new int[] {1});
    }

    private NDArray head(NDArray pooled) {
        return layers.linear(pooled, HEAD);
    }
}
