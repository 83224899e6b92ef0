package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.ClassifierConfig;
import org.triggerworkbench.model.JsonFields;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.InputException;

/** Names and shapes of the weights of a ViTForImageClassification; its blocks are called as those of CLIP are. */
final class VitWeights {
    static final String EMBEDDINGS = "vit.embeddings.";
    static final String BLOCK = "vit.encoder.layers.";
    static final String NORM = "vit.layernorm";
    private static final Pattern IN_BLOCK =
            Pattern.compile("vit\\.(?:encoder\\.layer|layers)\\.(\\d{1,6})\\.(.+)\\.(weight|bias)");
    private static final double DEVIATION = 0.02;
    /**
     * The parts of a block: as files call them, and as a state dict does that transformers 5 holds in memory, which files of
     * PyTorch may be of; what the blocks here call them.
     */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("layernorm_before", "layer_norm1"),
            Map.entry("attention.attention.query", "self_attn.q_proj"),
            Map.entry("attention.attention.key", "self_attn.k_proj"),
            Map.entry("attention.attention.value", "self_attn.v_proj"),
            Map.entry("attention.output.dense", "self_attn.out_proj"),
            Map.entry("attention.q_proj", "self_attn.q_proj"),
            Map.entry("attention.k_proj", "self_attn.k_proj"),
            Map.entry("attention.v_proj", "self_attn.v_proj"),
            Map.entry("attention.o_proj", "self_attn.out_proj"),
            Map.entry("layernorm_after", "layer_norm2"),
            Map.entry("intermediate.dense", "mlp.fc1"),
            Map.entry("output.dense", "mlp.fc2"),
            Map.entry("mlp.fc1", "mlp.fc1"),
            Map.entry("mlp.fc2", "mlp.fc2"));

    private VitWeights() {}

    /** The name here of a weight of the file. */
    static String renamed(String name) {
        Matcher matcher = IN_BLOCK.matcher(name);
        if (!matcher.matches() || !PARTS.containsKey(matcher.group(2))) {
            return name;
        }
        return BLOCK + matcher.group(1) + "." + PARTS.get(matcher.group(2)) + "." + matcher.group(3);
    }

    /** Every weight by layers, first to last, with the laws they are drawn from before training. */
    static List<List<WeightSpec>> layers(VitConfig config, int classes) {
        int width = config.tower().width();
        int patch = config.patchSize();
        List<List<WeightSpec>> layers = new ArrayList<>();
        List<WeightSpec> embeddings = new ArrayList<>();
        embeddings.add(random(EMBEDDINGS + "cls_token", 1, 1, width));
        embeddings.add(random(EMBEDDINGS + "position_embeddings", 1, config.tokens(), width));
        embeddings.add(random(EMBEDDINGS + "patch_embeddings.projection.weight", width, 3, patch, patch));
        embeddings.add(WeightSpec.constant(EMBEDDINGS + "patch_embeddings.projection.bias", 0, width));
        layers.add(embeddings);
        for (int i = 0; i < config.tower().layers(); i++) {
            layers.add(block(BLOCK + i + ".", config));
        }
        List<WeightSpec> head = new ArrayList<>();
        norm(head, NORM, width);
        linear(head, TransformerClassifier.HEAD, true, classes, width);
        layers.add(head);
        return layers;
    }

    private static List<WeightSpec> block(String block, VitConfig config) {
        int width = config.tower().width();
        List<WeightSpec> specs = new ArrayList<>();
        norm(specs, block + "layer_norm1", width);
        for (String part : List.of("q_proj", "k_proj", "v_proj")) {
            linear(specs, block + "self_attn." + part, config.bias(), width, width);
        }
        linear(specs, block + "self_attn.out_proj", true, width, width);
        norm(specs, block + "layer_norm2", width);
        linear(specs, block + "mlp.fc1", true, config.tower().inner(), width);
        linear(specs, block + "mlp.fc2", true, width, config.tower().inner());
        return specs;
    }

    /** @throws InputException if weights are missing, of another shape than the sizes say, or not needed */
    static Parameters load(Compute compute, VitConfig config, Path folder) {
        Path found = WeightFiles.in(folder);
        Path file = found == null ? folder.resolve(ClipWeights.NAME) : found;
        Map<String, HostTensor> read = new LinkedHashMap<>();
        WeightFiles.read(file).tensors().forEach((name, tensor) -> read.put(renamed(name), tensor));
        JsonFields told = JsonFields.read(folder.resolve(ClipConfigFile.NAME));
        long blocks = blocks(read);
        if (config.tower().layers() > blocks) {
            throw ClassifierConfig.beyond(
                    told, "num_hidden_layers", config.tower().layers(), blocks);
        }
        HostTensor head = read.get(TransformerClassifier.HEAD + ".weight");
        int classes =
                head == null || head.shape().length == 0 ? config.labels().size() : Math.toIntExact(head.shape()[0]);
        ClassifierConfig.requireLabels(told, config.labels(), classes);
        Map<String, ClipWeights.Weight> expected = new LinkedHashMap<>();
        layers(config, classes)
                .forEach(layer -> layer.forEach(
                        spec -> expected.put(spec.name(), new ClipWeights.Weight(spec.shape(), spec.scale(), 0))));
        ClipWeights.check(file, expected, read);
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            expected.keySet().forEach(name -> {
                HostTensor host = Objects.requireNonNull(read.get(name));
                tensors.put(name, scope.keep(compute.tensor(host.floats(), host.shape())));
            });
        }
        return new Parameters(tensors);
    }

    private static long blocks(Map<String, HostTensor> weights) {
        return weights.keySet().stream()
                .filter(name -> name.startsWith(BLOCK))
                .map(name -> name.substring(BLOCK.length(), name.indexOf('.', BLOCK.length())))
                .distinct()
                .count();
    }

    private static WeightSpec random(String name, long... shape) {
        return new WeightSpec(name, shape, WeightSpec.Start.NORMAL, DEVIATION);
    }

    private static void linear(List<WeightSpec> specs, String name, boolean bias, long out, long in) {
        specs.add(random(name + ".weight", out, in));
        if (bias) {
            specs.add(WeightSpec.constant(name + ".bias", 0, out));
        }
    }

    private static void norm(List<WeightSpec> specs, String name, long width) {
        specs.add(WeightSpec.constant(name + ".weight", 1, width));
        specs.add(WeightSpec.constant(name + ".bias", 0, width));
    }
}
