package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.triggerworkbench.compute.Bfloat16;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.OneDnn;
import org.triggerworkbench.compute.Scalars;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.DraftEmbeddings;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.Intermediates;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.TokenBatch;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * CLIP (Radford et al. 2021) in the Hugging Face layout: a folder of config.json, model.safetensors,
 * preprocessor_config.json and tokenizer.json (or vocab.json with merges.txt). Weights keep the names of the file.
 */
public final class ClipModel extends TwoTowers implements LastLayers {
    private static final double MOST_SCALE = Math.log(100);

    private static final Messages TEXT = Messages.of(ClipModel.class);

    private final ClipTokenizer tokenizer;
    private final boolean ownsTokenizer;

    private ClipModel(Compute compute, ClipConfig config, ModelCard card, Parameters weights, ClipTokenizer tokenizer) {
        this(compute, config, card, weights, tokenizer, true);
    }

    private ClipModel(
            Compute compute,
            ClipConfig config,
            ModelCard card,
            Parameters weights,
            ClipTokenizer tokenizer,
            boolean ownsTokenizer) {
        super(compute, config, card, weights);
        this.ownsTokenizer = ownsTokenizer;
        this.tokenizer = tokenizer;
    }

    /** Whether a folder has the sizes of a model in it, as Hugging Face or OpenCLIP write them. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(ClipConfigFile.NAME)) || OpenClip.isIn(folder);
    }

    /**
     * Loads a folder; the model is named after it.
     *
     * @throws InputException if a file is missing, damaged or does not fit the others
     */
    public static ClipModel load(Compute compute, Path folder) {
        boolean open = OpenClip.isIn(folder);
        ClipConfig config = open ? OpenClip.config(folder) : ClipConfigFile.read(folder);
        InputSpec input =
                open ? OpenClip.input(folder, config.imageSize()) : PreprocessorFile.read(folder, config.imageSize());
        Path name = folder.toAbsolutePath().normalize().getFileName();
        ModelCard card = new ModelCard(name == null ? "clip" : name.toString(), "clip", List.of(), input, "");
        ClipTokenizer tokenizer = ClipTokenizer.in(folder);
        try {
            tokenizer.requireVocabulary(config.vocabulary());
            return new ClipModel(compute, config, card, ClipWeights.load(compute, config, folder), tokenizer);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /**
     * A model with random weights, to be trained from nothing.
     *
     * @param input mean and std the model normalises by, and its size
     * @param tokenizer owned by the model from now on
     * @param seed the same seed gives the same weights
     */
    public static ClipModel create(
            Compute compute, ClipConfig config, InputSpec input, ClipTokenizer tokenizer, long seed) {
        if (input.width() != config.imageSize() || input.height() != config.imageSize()) {
            throw new IllegalArgumentException(
                    "input of " + input.width() + " x " + input.height() + " for a model of " + config.imageSize());
        }
        ModelCard card = new ModelCard("clip", "clip", List.of(), input, "");
        return new ClipModel(compute, config, card, ClipWeights.create(compute, config, seed), tokenizer);
    }

    /** A model with copies of these weights, frozen; it shares the tokenizer, so close it before this one. */
    public ClipModel copy(Compute compute) {
        return new ClipModel(compute, config, card, weights.copy(compute), tokenizer, false);
    }

    /** CLIP's published preprocessing (its mean and std, shortest edge, bicubic) for a size in pixels. */
    public static InputSpec publishedInput(int size) {
        return PreprocessorFile.published(size);
    }

    /** Writes the folder that {@link #load} reads; weights as float32. */
    public void save(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(TEXT.get("folder.unwritable", folder), e);
        }
        ClipConfigFile.write(folder, config);
        PreprocessorFile.write(folder, card.input());
        tokenizer.save(folder);
        Safetensors.write(folder.resolve(ClipWeights.NAME), weights.toHost(), Map.of("format", "pt"));
    }

    /**
     * As {@link #activations(NDArray, Set)}, where the last blocks of the image tower also see learned tokens (deep visual
     * prompts, Jia et al. 2022); layers are shown without those.
     *
     * @param prompts n x B x W: B tokens in front of each of the last n blocks
     */
    public Activations promptedActivations(NDArray images, NDArray prompts, Set<String> layers) {
        return activations(vision.promptedStates(normalise(images), prompts), layers);
    }

    /** The name in {@link #layers()} of what a block of the image tower puts out, counted from 0. */
    public static String block(int index) {
        return BLOCK + index;
    }

    @Override
    public Optional<DraftEmbeddings> drafts(Compute compute) {
        return Bfloat16.isFast()
                        && OneDnn.isUsedForBfloat16()
                        && !compute.device().isCuda()
                ? Optional.of(new DraftVision(compute, weights, config, this::normalise))
                : Optional.empty();
    }

    @Override
    public List<NDArray> attention(NDArray images) {
        return Intermediates.freed(() -> {
            List<NDArray> attention = new ArrayList<>();
            vision.states(normalise(images), attention);
            return attention;
        });
    }

    @Override
    public TokenBatch tokenize(List<String> texts) {
        long[][] ids = tokenizer.encode(texts, config.contextLength());
        int[] ends = Arrays.stream(ids).mapToInt(config::end).toArray();
        int length = Arrays.stream(ids).mapToInt(row -> row.length).max().orElse(0);
        for (int i = 0; i < ids.length; i++) {
            int used = ids[i].length;
            ids[i] = Arrays.copyOf(ids[i], length);
            Arrays.fill(ids[i], used, length, ids[i][used - 1]);
        }
        return new TokenBatch(ids, ends);
    }

    /** What the text tower gives to whoever puts a head on it: the normed states of the end tokens, M x W. */
    public NDArray textFeatures(TokenBatch tokens) {
        return Intermediates.freedOne(() -> text.pooled(text.tokenEmbeddings(tokens), tokens.ends()));
    }

    /** Unit embeddings, M x D, of {@link #textFeatures}. */
    public NDArray textEmbeddings(NDArray features) {
        return Intermediates.freedOne(() -> text.project(features));
    }

    /** What the neurons of the text tower's last MLP put out at the end tokens, M x inner. */
    public NDArray textUnits(TokenBatch tokens) {
        return Intermediates.freedOne(() -> text.lastNeurons(text.tokenEmbeddings(tokens), tokens.ends()));
    }

    /** Name of the weight through which alone {@link #textUnits} are read, W x inner. */
    public String textReader() {
        return text.lastReader();
    }

    /** The weights of each block of the text tower, the last first, with the laws they are drawn from before training. */
    public List<List<WeightSpec>> textFromTheLast() {
        return ClipWeights.textBlocks(config).reversed();
    }

    /** Whether a weight is of the text tower, up to its features. */
    public static boolean isOfText(String weight) {
        return weight.startsWith(ClipWeights.TEXT_TOWER);
    }

    @Override
    public NDArray logitScale() {
        return weights.get("logit_scale").exp();
    }

    /** Clips the logarithm of the logit scale to [0, ln 100] in place. */
    public void keepScaleInRange() {
        NDArray scale = weights.get("logit_scale");
        try (TensorScope _ = new TensorScope()) {
            Scalars.clip(scale, 0, MOST_SCALE).copyTo(scale);
        }
    }

    @Override
    public NDArray units(NDArray images) {
        return Intermediates.freedOne(() -> vision.lastNeurons(normalise(images)));
    }

    @Override
    public String reader() {
        return vision.lastReader();
    }

    /** Of the image tower: the projection with the norm before it, then its blocks. */
    @Override
    public List<List<WeightSpec>> fromTheLast() {
        return ClipWeights.visionLayers(config).reversed();
    }

    @Override
    public void close() {
        super.close();
        if (ownsTokenizer) {
            tokenizer.close();
        }
    }
}
