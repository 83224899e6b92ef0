package org.triggerworkbench.model.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.model.ClassifierConfig;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.clip.ResNetPreprocessing;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.model.network.ResNetDesign;
import org.triggerworkbench.model.weights.NamedWeights;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A folder of a ResNetForImageClassification; keys its config.json lacks are as the transformers library has them. */
final class ResNetFolder {
    static final String TYPE = "resnet";
    private static final Messages TEXT = Messages.of(ResNetFolder.class);
    private static final String ARCHITECTURE = "ResNetForImageClassification";
    private static final String HEAD = "classifier.1.weight";

    private final JsonFields root;

    private ResNetFolder(JsonFields root) {
        this.root = root;
    }

    static boolean isIn(Path folder) {
        Path file = folder.resolve(ClassifierConfig.NAME);
        return Files.isRegularFile(file)
                && JsonFields.read(file).text("model_type", "").equals(TYPE);
    }

    /**
     * Loads a folder; the model is named after it.
     *
     * @param remarks takes a sentence on each thing that was put right
     * @throws InputException if a file is missing, damaged, does not fit the others or asks for what is not computed here
     */
    static NetworkClassifier load(Compute compute, Path folder, Consumer<String> remarks) {
        Path file = WeightFiles.in(folder);
        if (file == null) {
            throw new InputException(TEXT.get("resnet.weights", folder));
        }
        JsonFields root = JsonFields.read(folder.resolve(ClassifierConfig.NAME));
        ResNetDesign design = new ResNetFolder(root).design();
        InputSpec input = ResNetPreprocessing.read(folder);
        NamedWeights weights = WeightFiles.read(file);
        weights.remarks().forEach(remarks);
        requireBlocks(root, design, weights.tensors());
        List<String> labels = ClassifierConfig.labels(root);
        HostTensor head = weights.tensors().get(HEAD);
        int classes = Math.max(
                1, head == null || head.shape().length == 0 ? labels.size() : Math.toIntExact(head.shape()[0]));
        ClassifierConfig.requireLabels(root, labels, classes);
        ModelCard card = new ModelCard(
                ModelCardFile.nameOf(folder), Architecture.of(design).name(), labels, input, "");
        return NetworkClassifier.load(compute, file, root.file(), weights.tensors(), card, classes);
    }

    private ResNetDesign design() {
        ClassifierConfig.require(root, ARCHITECTURE);
        ClassifierConfig.requireColours(root);
        String kind = root.text("layer_type", "bottleneck");
        if (!kind.matches("basic|bottleneck")) {
            throw root.wrong("layer_type", null);
        }
        ResNetDesign.Activation activation = ResNetDesign.Activation.named(root.text("hidden_act", "relu"));
        if (activation == null) {
            throw ClassifierConfig.setting(root, "hidden_act");
        }
        try {
            return new ResNetDesign(
                    kind.equals("bottleneck"),
                    root.integer("embedding_size", 64),
                    root.integers("hidden_sizes", List.of(256, 512, 1024, 2048)),
                    root.integers("depths", List.of(3, 4, 6, 3)),
                    activation,
                    root.truth("downsample_in_first_stage", false),
                    root.truth("downsample_in_bottleneck", false));
        } catch (IllegalArgumentException e) {
            throw new InputException(TEXT.get("clip.sizes", root.file(), String.valueOf(e.getMessage())), e);
        }
    }

    /** The number of blocks is held against the weights before the network is built. */
    private static void requireBlocks(JsonFields root, ResNetDesign design, Map<String, HostTensor> weights) {
        for (int stage = 0; stage < design.depths().size(); stage++) {
            int blocks = 0;
            while (has(weights, ResNetDesign.block(stage, blocks))) {
                blocks++;
            }
            if (design.depths().get(stage) > blocks) {
                throw ClassifierConfig.beyond(
                        root, "depths[" + stage + "]", design.depths().get(stage), blocks);
            }
        }
    }

    private static boolean has(Map<String, HostTensor> weights, String block) {
        return weights.containsKey(block + "layer.0.convolution.weight");
    }
}
