package org.triggerworkbench.model.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.FiniteValues;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.clip.ClipClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.clip.ProbedClip;
import org.triggerworkbench.model.clip.SiglipModel;
import org.triggerworkbench.model.clip.VitClassifier;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.model.script.ScriptReview;
import org.triggerworkbench.model.weights.NamedWeights;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Opens any model known here, told apart by content: a Hugging Face folder, a state dict in any form, a TorchScript file. */
public final class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);
    private static final Messages TEXT = Messages.of(ModelLoader.class);
    private static final String SUFFIX = ".safetensors";
    private static final String CONFIG = "config.json";

    private final Compute compute;
    private final Consumer<String> remarks;
    private final boolean trustScripts;

    /** Its remarks go to the log. */
    public ModelLoader(Compute compute) {
        this(compute, LOG::info);
    }

    /**
     * @param remarks takes a sentence on each thing that was not told but guessed or put right, such as an architecture
     */
    public ModelLoader(Compute compute, Consumer<String> remarks) {
        this(compute, remarks, false);
    }

    /**
     * @param remarks as of the other
     * @param trustScripts whether the code of TorchScript files may do more than arithmetic, and so whatever the user may
     */
    public ModelLoader(Compute compute, Consumer<String> remarks, boolean trustScripts) {
        this.compute = compute;
        this.remarks = remarks;
        this.trustScripts = trustScripts;
    }

    /**
     * Opens a model with its card, if one lies beside it.
     *
     * @param model a file, or a folder with a config.json (CLIP, with or without the head of a linear probe, SigLIP, a vision
     *     transformer or a ResNet) or weights
     * @param architecture stands in for the card's; null leaves it to the card, else to the names and shapes of the weights
     * @param dataSize picture size of the data it will see, for TorchScript files without a card; null where unknown
     * @throws InputException if there is no such file or it is no model known here
     */
    public ImageModel load(Path model, @Nullable String architecture, @Nullable ImageSize dataSize) {
        return load(model, architecture, dataSize, OutputWish.NONE);
    }

    /**
     * The same, where it is known which output of a TorchScript file holds the logits.
     *
     * @throws InputException also if {@code wish} names an output and the model is no TorchScript file
     */
    public ImageModel load(Path model, @Nullable String architecture, @Nullable ImageSize dataSize, OutputWish wish) {
        if (!Files.exists(model)) {
            throw new InputException(TEXT.get("model.absent", model));
        }
        if (Files.isDirectory(model)) {
            return folder(model, architecture, dataSize, wish);
        }
        Path cardPath = ModelCardFile.find(model);
        if (architecture == null && cardPath == null && isPartOfFolder(model)) {
            requireNoOutput(model, wish);
            return folder(model.resolveSibling(".").normalize(), null, dataSize, wish);
        }
        ModelCardFile card = cardPath == null ? ModelCardFile.NONE : ModelCardFile.read(cardPath);
        if (WeightFiles.isIndex(model)) {
            requireNoOutput(model, wish);
            return stateDict(model, architecture, card);
        }
        return switch (TensorFiles.kind(model)) {
            case SAFETENSORS -> {
                requireNoOutput(model, wish);
                yield stateDict(model, architecture, card);
            }
            case TORCHSCRIPT -> torchScript(model, architecture, cardPath == null ? null : card, dataSize, wish);
            case PICKLE -> {
                requireNoOutput(model, wish);
                yield stateDict(model, architecture, card.orElse(attackResult(model)));
            }
            case NPY, NPZ, UNKNOWN -> throw unknown(model);
        };
    }

    private ImageModel folder(
            Path model, @Nullable String architecture, @Nullable ImageSize dataSize, OutputWish wish) {
        if (VitClassifier.isIn(model)) {
            requireNothingElse(model, architecture, wish);
            return VitClassifier.load(compute, model);
        }
        if (SiglipModel.isIn(model)) {
            requireNothingElse(model, architecture, wish);
            return SiglipModel.load(compute, model);
        }
        if (ResNetFolder.isIn(model)) {
            requireNothingElse(model, architecture, wish);
            return ResNetFolder.load(compute, model, remarks);
        }
        if (ClipClassifier.isIn(model)) {
            requireNothingElse(model, architecture, wish);
            return ClipClassifier.load(compute, model);
        }
        if (ClipModel.isIn(model)) {
            requireNoOutput(model, wish);
            return clip(model);
        }
        Path weights = WeightFiles.in(model);
        if (weights == null) {
            throw new InputException(TEXT.get("model.folder", model));
        }
        return load(weights, architecture, dataSize, wish);
    }

    private ImageModel clip(Path folder) {
        return ProbedClip.isIn(folder) ? ProbedClip.load(compute, folder) : ClipModel.load(compute, folder);
    }

    /** Whether a file is what a Hugging Face folder keeps its weights or its sizes in. */
    private static boolean isPartOfFolder(Path model) {
        Path config = model.resolveSibling(CONFIG);
        return (WeightFiles.hasUsualName(model)
                        || String.valueOf(model.getFileName()).equals(CONFIG))
                && Files.isRegularFile(config)
                && JsonFields.read(config).text("model_type", "").matches("clip|vit|resnet|siglip2?");
    }

    private ModelCardFile attackResult(Path model) {
        AttackResult result = AttackResult.in(model);
        if (result == null) {
            return ModelCardFile.NONE;
        }
        result.remarks(model).forEach(remarks);
        return result.card();
    }

    /** What is told beside a config.json would be passed over. */
    private static void requireNothingElse(Path folder, @Nullable String architecture, OutputWish wish) {
        requireNoOutput(folder, wish);
        Path card = ModelCardFile.find(folder);
        if (architecture != null) {
            throw new InputException(TEXT.get("model.toldTwice", folder, "--arch " + FileWord.shown(architecture)));
        }
        if (card != null) {
            throw new InputException(TEXT.get("model.toldTwice", folder, card));
        }
    }

    private static void requireNoOutput(Path model, OutputWish wish) {
        if (wish.output() != null) {
            throw new InputException(TEXT.get("model.output", model, FileWord.shown(wish.output())));
        }
    }

    private static InputException unknown(Path model) {
        TensorFiles.requireContent(model);
        if (model.toString().endsWith(SUFFIX)) {
            // Its reader says where it is cut off or damaged.
            TensorFile _ = Safetensors.read(model);
        }
        return new InputException(TEXT.get("model.unknown", model));
    }

    private Classifier stateDict(Path model, @Nullable String architecture, ModelCardFile card) {
        NamedWeights weights = WeightFiles.read(model);
        weights.remarks().forEach(remarks);
        String name = architecture == null ? card.architecture() : architecture;
        ModelCardFile facts = card;
        if (name == null) {
            ArchitectureGuess guess = guess(model, weights.tensors());
            name = guess.architecture().name();
            facts = card.orElse(
                    new ModelCardFile(name, null, guess.size(), null, null, null, null, null, null, null, null));
            remarks.accept(guessed(model, guess, facts));
        }
        // A file with a hash of ours is read as it is, but weights must be numbers.
        FiniteValues.require(model, weights.tensors());
        return NetworkClassifier.load(
                compute, model, new TensorFile(weights.tensors(), Map.of()), Architecture.named(name), facts);
    }

    private static ArchitectureGuess guess(Path model, Map<String, HostTensor> tensors) {
        Map<String, long[]> shapes = new HashMap<>();
        tensors.forEach((weight, tensor) -> shapes.put(weight, tensor.shape()));
        ArchitectureGuess guess = ArchitectureGuess.of(shapes);
        if (guess == null) {
            throw new InputException(TEXT.get("model.architecture", model, String.join(", ", Architecture.names())));
        }
        return guess;
    }

    /** What is said of a guess, with all that is done to pictures by it. */
    static String guessed(Path model, ArchitectureGuess guess, ModelCardFile facts) {
        InputSpec input =
                facts.card("", "", List.of(), guess.architecture().input()).input();
        Scaling scaling = input.scaling();
        boolean cropped = scaling.kind() == Scaling.Kind.SHORTEST_EDGE
                && scaling.width() != Math.min(input.width(), input.height());
        return TEXT.get(
                "model.guessed",
                model,
                guess.architecture().name(),
                guess.classes(),
                input.width(),
                input.height(),
                Arrays.toString(input.mean()),
                Arrays.toString(input.std()),
                cropped ? TEXT.get("model.guessedCrop", scaling.width()) : "");
    }

    private Classifier torchScript(
            Path model,
            @Nullable String architecture,
            @Nullable ModelCardFile card,
            @Nullable ImageSize dataSize,
            OutputWish wish) {
        if (architecture != null && !architecture.equals(TorchScriptClassifier.ARCHITECTURE)) {
            throw new InputException(TEXT.get("model.scriptArchitecture", model, FileWord.shown(architecture)));
        }
        ScriptReview.require(model, trustScripts);
        Classifier opened = TorchScriptClassifier.load(compute, model, card, dataSize, wish);
        if (card == null) {
            InputSpec input = opened.card().input();
            remarks.accept(TEXT.get("torchscript.plain", model, input.width(), input.height()));
        }
        return opened;
    }
}
