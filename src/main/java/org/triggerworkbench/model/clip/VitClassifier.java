package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.text.InputException;

/** A vision transformer that classifies by its class token (Dosovitskiy et al. 2021): a folder of a ViTForImageClassification. */
public final class VitClassifier extends TransformerClassifier implements LastLayers {
    private final VitConfig config;
    private final TransformerBlocks blocks;

    private VitClassifier(Compute compute, VitConfig config, ModelCard card, Parameters weights) {
        super(compute, config.tower(), card, weights);
        this.config = config;
        this.blocks = new TransformerBlocks(weights, VitWeights.BLOCK, config.tower(), Attention.SOFTMAX);
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
    public NDArray logits(NDArray images) {
        return Intermediates.freedOne(() -> head(pooled(blocks.last().forwardFirst(beforeLast(images)))));
    }

    @Override
    public NDArray units(NDArray images) {
        return Intermediates.freedOne(
                () -> blocks.last().firstNeurons(beforeLast(images)).get(new NDIndex(":, 0")));
    }

    @Override
    public String reader() {
        return blocks.last().reader();
    }

    /** The classifier with the norm before it, then the blocks, then the embeddings. */
    @Override
    public List<List<WeightSpec>> fromTheLast() {
        return VitWeights.layers(config, classes()).reversed();
    }

    @Override
    List<NDArray> states(NDArray normalised, @Nullable List<NDArray> attention) {
        return blocks.states(Intermediates.freedOne(() -> embed(normalised)), attention);
    }

    /** The class token after the last norm. */
    @Override
    NDArray pooled(NDArray lastState) {
        return layers.norm(lastState.get(new NDIndex(":, 0")), VitWeights.NORM);
    }

    private NDArray beforeLast(NDArray images) {
        return blocks.beforeLast(Intermediates.freedOne(() -> embed(normalise(images))));
    }

    private NDArray embed(NDArray normalised) {
        int patch = config.patchSize();
        String projection = VitWeights.EMBEDDINGS + "patch_embeddings.projection.";
        NDArray patches = Conv2d.conv2d(
                        normalised,
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
