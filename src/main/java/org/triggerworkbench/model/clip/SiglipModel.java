package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.TokenBatch;
import org.triggerworkbench.text.InputException;

/**
 * SigLIP (Zhai et al. 2023) in the Hugging Face layout: a folder of config.json, model.safetensors, preprocessor_config.json,
 * spiece.model or tokenizer.json, and tokenizer_config.json. It was trained to say of each pair of image and text alone whether they belong
 * together, sigmoid(s e(image) . e(text) + b); among classes the same logits are compared, so that the class told is the same,
 * and the probabilities shown are their softmax, not those sigmoids. What its blocks put out is shown as the mean over the
 * patches, N x W, as there is no class token. Its weights stay as they are.
 */
public final class SiglipModel extends TwoTowers {
    private final SiglipTexts texts;

    private SiglipModel(Compute compute, ClipConfig config, ModelCard card, Parameters weights, SiglipTexts texts) {
        super(compute, config, card, weights);
        this.texts = texts;
    }

    /** Whether a folder says that it holds a SigLIP, of a kind that is read here or not. */
    public static boolean isIn(Path folder) {
        Path file = folder.resolve(ClipConfigFile.NAME);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        String type = JsonFields.read(file).text("model_type", "");
        return type.equals(SiglipConfigFile.TYPE) || type.equals(SiglipConfigFile.SHAPELESS);
    }

    /**
     * Loads a folder; the model is named after it.
     *
     * @throws InputException if a file is missing, damaged, does not fit the others or asks for what is not computed here
     */
    public static SiglipModel load(Compute compute, Path folder) {
        ClipConfig config = SiglipConfigFile.read(folder);
        InputSpec input = PreprocessorFile.readSiglip(folder, config.imageSize());
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String shown = name == null ? SiglipConfigFile.TYPE : name.toString();
        ModelCard card = new ModelCard(shown, SiglipConfigFile.TYPE, List.of(), input, "");
        SiglipTexts texts = SiglipTexts.in(folder, config);
        try {
            return new SiglipModel(compute, config, card, ClipWeights.load(compute, config, folder), texts);
        } catch (RuntimeException e) {
            texts.close();
            throw e;
        }
    }

    @Override
    public TokenBatch tokenize(List<String> words) {
        return texts.batch(words);
    }

    /** None: no token of the tower stands for the image. */
    @Override
    public List<NDArray> attention(NDArray images) {
        return List.of();
    }

    @Override
    public boolean takesContext() {
        return false;
    }

    @Override
    public NDArray logitScale() {
        return weights.get("logit_scale").exp().reshape(new Shape());
    }

    @Override
    public Optional<NDArray> logitBias() {
        return Optional.of(weights.get(ClipWeights.LOGIT_BIAS).reshape(new Shape()));
    }

    @Override
    public void close() {
        super.close();
        texts.close();
    }
}
