package org.triggerworkbench.model.load;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.file.FiniteValues;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.model.clip.ProbedClip;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Opens any model known here, told apart by content: a CLIP folder, a state dict, a TorchScript file. */
public final class ModelLoader {
    private static final Messages TEXT = Messages.of(ModelLoader.class);
    private static final String SUFFIX = ".safetensors";
    private static final String STATE_DICT = "model" + SUFFIX;

    private final Compute compute;

    public ModelLoader(Compute compute) {
        this.compute = compute;
    }

    /**
     * Opens a model with its card, if one lies beside it.
     *
     * @param model a file, or a folder with a config.json (CLIP, with or without the head of a linear probe) or a model.safetensors
     * @param architecture stands in for the card's; null leaves it to the card
     * @param dataSize picture size of the data it will see, for TorchScript files without a card; null where unknown
     * @throws InputException if there is no such file or it is no model known here
     */
    public ImageModel load(Path model, @Nullable String architecture, @Nullable ImageSize dataSize) {
        if (!Files.exists(model)) {
            throw new InputException(TEXT.get("model.absent", model));
        }
        if (Files.isDirectory(model)) {
            if (Files.isRegularFile(model.resolve("config.json"))) {
                return ProbedClip.isIn(model) ? ProbedClip.load(compute, model) : ClipModel.load(compute, model);
            }
            if (Files.isRegularFile(model.resolve(STATE_DICT))) {
                return load(model.resolve(STATE_DICT), architecture, dataSize);
            }
            throw new InputException(TEXT.get("model.folder", model));
        }
        Path cardPath = ModelCardFile.find(model);
        ModelCardFile card = cardPath == null ? null : ModelCardFile.read(cardPath);
        return switch (TensorFiles.kind(model)) {
            case SAFETENSORS -> stateDict(model, architecture, card);
            case TORCHSCRIPT -> torchScript(model, architecture, card, dataSize);
            case PICKLE -> throw new InputException(TEXT.get("model.pickle", model));
            case NPY, NPZ, UNKNOWN -> throw unknown(model);
        };
    }

    private static InputException unknown(Path model) {
        TensorFiles.requireContent(model);
        if (model.toString().endsWith(SUFFIX)) {
            // Its reader says where it is cut off or damaged.
            TensorFile _ = Safetensors.read(model);
        }
        return new InputException(TEXT.get("model.unknown", model));
    }

    private Classifier stateDict(Path model, @Nullable String architecture, @Nullable ModelCardFile card) {
        String name = architecture == null && card != null ? card.architecture() : architecture;
        if (name == null) {
            throw new InputException(TEXT.get("model.architecture", model, String.join(", ", Architecture.names())));
        }
        Architecture known = Architecture.named(name);
        TensorFile tensors = TensorFiles.read(model);
        // A file with a hash of ours is read as it is, but weights must be numbers.
        FiniteValues.require(model, tensors.tensors());
        return NetworkClassifier.load(compute, model, tensors, known, card);
    }

    private Classifier torchScript(
            Path model, @Nullable String architecture, @Nullable ModelCardFile card, @Nullable ImageSize dataSize) {
        if (architecture != null && !architecture.equals(TorchScriptClassifier.ARCHITECTURE)) {
            throw new InputException(TEXT.get("model.scriptArchitecture", model, architecture));
        }
        return TorchScriptClassifier.load(compute, model, card, dataSize);
    }
}
