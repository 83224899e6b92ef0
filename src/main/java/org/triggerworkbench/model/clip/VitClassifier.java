package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.Layers;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Normalisation;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.text.InputException;

/** A vision transformer that classifies by its class token (Dosovitskiy et al. 2021): a folder of a ViTForImageClassification. */
public final class VitClassifier implements Classifier, LastLayers {
    private final VitConfig config;
    private final ModelCard card;
    private final int classes;
    private final Parameters weights;
    private final Layers layers;
    private final Normalisation normalisation;
    private final List<TransformerBlock> blocks = new ArrayList<>();

    private VitClassifier(Compute compute, VitConfig config, ModelCard card, Parameters weights) {
        this.config = config;
        this.card = card;
        this.weights = weights;
        this.layers = new Layers(weights, config.tower().epsilon());
        this.normalisation = new Normalisation(compute, card.input());
        this.classes = Math.toIntExact(
                weights.get(VitWeights.HEAD + ".weight").getShape().get(0));
        for (int i = 0; i < config.tower().layers(); i++) {
            blocks.add(new TransformerBlock(weights, VitWeights.BLOCK + i + ".", config.tower()));
        }
        weights.freeze();
    }

    /** Whether a folder says that it holds a vision transformer. */
    public static boolean isIn(Path folder) {
        Path file = folder.resolve(ClipConfigFile.NAME);
        return Files.isRegularFile(file)
                && JsonFields.read(file).text("model_type", "").equals(VitConfig.TYPE);
    }

    /**
     * Loads a folder; the model is named after it.
     *
     * @throws InputException if a file is missing, damaged, does not fit the others or asks for what is not computed here
     */
    public static VitClassifier load(Compute compute, Path folder) {
        VitConfig config = VitConfig.read(folder);
        // The weights first: they are what the sizes are held against.
        Parameters weights = VitWeights.load(compute, config, folder);
        try {
            InputSpec input = PreprocessorFile.readVit(folder, config.imageSize());
            Path name = folder.toAbsolutePath().normalize().getFileName();
            String shown = name == null ? VitConfig.TYPE : name.toString();
            ModelCard card = new ModelCard(shown, VitConfig.TYPE, config.labels(), input, "");
            return new VitClassifier(compute, config, card, weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public List<String> layers() {
        List<String> names = new ArrayList<>();
        names.add(ClipModel.EMBEDDINGS);
        for (int i = 0; i < blocks.size(); i++) {
            names.add(ClipModel.BLOCK + i);
        }
        names.add(ClipModel.POOLED);
        return names;
    }

    @Override
    public NDArray logits(NDArray images) {
        return Intermediates.freedOne(() -> head(pooled(blocks.getLast().forwardFirst(beforeLast(images)))));
    }

    @Override
    public Activations activations(NDArray images, Set<String> wanted) {
        if (!layers().containsAll(wanted)) {
            throw new IllegalArgumentException("no such layers in " + wanted);
        }
        List<NDArray> states = states(images, null);
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put(ClipModel.EMBEDDINGS, states.getFirst());
        for (int i = 1; i < states.size(); i++) {
            all.put(ClipModel.BLOCK + (i - 1), states.get(i));
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
    public NDArray units(NDArray images) {
        return Intermediates.freedOne(
                () -> blocks.getLast().firstNeurons(beforeLast(images)).get(new NDIndex(":, 0")));
    }

    @Override
    public String reader() {
        return blocks.getLast().reader();
    }

    /** The classifier with the norm before it, then the blocks, then the embeddings. */
    @Override
    public List<List<WeightSpec>> fromTheLast() {
        return VitWeights.layers(config, classes).reversed();
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

    /** N x T x W before the first block and after each; the attention of each block is added where asked for. */
    private List<NDArray> states(NDArray images, @Nullable List<NDArray> attention) {
        List<NDArray> states = new ArrayList<>();
        states.add(Intermediates.freedOne(() -> embed(images)));
        for (TransformerBlock block : blocks) {
            if (attention == null) {
                states.add(block.forward(states.getLast(), null));
            } else {
                List<NDArray> both = block.forwardWithAttention(states.getLast(), null);
                states.add(both.get(0));
                attention.add(both.get(1));
            }
        }
        return states;
    }

    private NDArray beforeLast(NDArray images) {
        NDArray state = Intermediates.freedOne(() -> embed(images));
        for (TransformerBlock block : blocks.subList(0, blocks.size() - 1)) {
            state = block.forward(state, null);
        }
        return state;
    }

    /** The class token after the last norm, N x W. */
    private NDArray pooled(NDArray state) {
        return layers.norm(state.get(new NDIndex(":, 0")), VitWeights.NORM);
    }

    private NDArray head(NDArray pooled) {
        return layers.linear(pooled, VitWeights.HEAD);
    }

    private NDArray embed(NDArray images) {
        int patch = config.patchSize();
        String projection = VitWeights.EMBEDDINGS + "patch_embeddings.projection.";
        NDArray patches = Conv2d.conv2d(
                        normalisation.apply(images),
                        weights.get(projection + "weight"),
                        weights.get(projection + "bias"),
                        new Shape(patch, patch))
                .singletonOrThrow();
        long n = patches.getShape().get(0);
        long width = patches.getShape().get(1);
        NDArray tokens = patches.reshape(n, width, -1).transpose(0, 2, 1);
        return weights.get(VitWeights.EMBEDDINGS + "cls_token")
                .broadcast(n, 1, width)
                .concat(tokens, 1)
                .add(weights.get(VitWeights.EMBEDDINGS + "position_embeddings"));
    }
}
