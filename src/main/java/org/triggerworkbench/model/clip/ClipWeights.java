package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.model.weights.WeightFiles;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Names, shapes and first values of the weights of a CLIP or SigLIP in the Hugging Face layout. */
final class ClipWeights {
    static final String NAME = "model.safetensors";
    static final String TEXT_TOWER = "text_model.";
    static final String VISION_TOWER = "vision_model.";
    static final String LOGIT_BIAS = "logit_bias";
    private static final String VISUAL_PROJECTION = "visual_projection.weight";
    private static final Messages TEXT = Messages.of(ClipWeights.class);
    private static final int SHOWN_KEYS = 5;

    private ClipWeights() {}

    /** Every weight's shape and its standard deviation before training; deviation 0 is a constant 0 or, for scales, 1. */
    record Weight(long[] shape, double deviation, float constant) {}

    static Map<String, Weight> of(ClipConfig config) {
        return config.kind() == ClipConfig.Kind.SIGLIP ? ofSiglip(config) : ofClip(config);
    }

    private static Map<String, Weight> ofSiglip(ClipConfig config) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        weights.put("logit_scale", new Weight(new long[] {1}, 0, config.initialLogitScale()));
        weights.put(LOGIT_BIAS, new Weight(new long[] {1}, 0, 0));
        int textWidth = config.text().width();
        text(weights, config);
        linear(weights, config.kind().textProjection(), 1 / Math.sqrt(textWidth), config.embeddingSize(), textWidth);
        int width = config.vision().width();
        String vision = VISION_TOWER + "embeddings.";
        random(weights, vision + "patch_embedding.weight", 0.02, width, 3, config.patchSize(), config.patchSize());
        weights.put(vision + "patch_embedding.bias", new Weight(new long[] {width}, 0, 0));
        random(weights, vision + "position_embedding.weight", 1 / Math.sqrt(width), config.visionTokens(), width);
        blocks(weights, VISION_TOWER, config.vision());
        norm(weights, VISION_TOWER + "post_layernorm", width);
        random(weights, PoolingHead.PROBE, 1 / Math.sqrt(width), 1, 1, width);
        for (String part : PoolingHead.PROJECTIONS) {
            linear(weights, PoolingHead.NAME + "attention." + part, 1 / Math.sqrt(width), width, width);
        }
        linear(weights, PoolingHead.NAME + "attention.out_proj", 1 / Math.sqrt(width), width, width);
        norm(weights, PoolingHead.NORM, width);
        int inner = config.vision().inner();
        linear(weights, PoolingHead.NAME + "mlp.fc1", 1 / Math.sqrt(2.0 * width), inner, width);
        linear(weights, PoolingHead.NAME + "mlp.fc2", 1 / Math.sqrt(width), width, inner);
        return weights;
    }

    private static void text(Map<String, Weight> weights, ClipConfig config) {
        int width = config.text().width();
        String text = TEXT_TOWER + "embeddings.";
        random(weights, text + "token_embedding.weight", 0.02, config.vocabulary(), width);
        random(weights, text + "position_embedding.weight", 0.01, config.contextLength(), width);
        blocks(weights, TEXT_TOWER, config.text());
        norm(weights, TEXT_TOWER + "final_layer_norm", width);
    }

    private static Map<String, Weight> ofClip(ClipConfig config) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        weights.put("logit_scale", new Weight(new long[0], 0, config.initialLogitScale()));
        int textWidth = config.text().width();
        text(weights, config);
        weights.putAll(ofVision(config));
        random(weights, "text_projection.weight", 1 / Math.sqrt(textWidth), config.embeddingSize(), textWidth);
        int width = config.vision().width();
        random(weights, VISUAL_PROJECTION, 1 / Math.sqrt(width), config.embeddingSize(), width);
        return weights;
    }

    /** Those of the image tower alone, without its projection. */
    static Map<String, Weight> ofVision(ClipConfig config) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        int width = config.vision().width();
        String vision = VISION_TOWER + "embeddings.";
        random(weights, vision + "class_embedding", 1 / Math.sqrt(width), width);
        random(weights, vision + "patch_embedding.weight", 0.02, width, 3, config.patchSize(), config.patchSize());
        random(weights, vision + "position_embedding.weight", 0.02, config.visionTokens(), width);
        norm(weights, VISION_TOWER + "pre_layrnorm", width);
        blocks(weights, VISION_TOWER, config.vision());
        norm(weights, VISION_TOWER + "post_layernorm", width);
        return weights;
    }

    /** The image tower's blocks in order, then the projection with the norm before it; as {@link #create} draws them. */
    static List<List<WeightSpec>> visionLayers(ClipConfig config) {
        List<String> prefixes = IntStream.range(0, config.vision().layers())
                .mapToObj(i -> VISION_TOWER + "encoder.layers." + i + ".")
                .toList();
        List<List<WeightSpec>> layers = new ArrayList<>();
        prefixes.forEach(prefix -> layers.add(specs(config, name -> name.startsWith(prefix))));
        layers.add(specs(
                config, name -> name.startsWith(VISION_TOWER + "post_layernorm") || name.equals(VISUAL_PROJECTION)));
        return layers;
    }

    /** The text tower's blocks in order; as {@link #create} draws them. */
    static List<List<WeightSpec>> textBlocks(ClipConfig config) {
        return IntStream.range(0, config.text().layers())
                .mapToObj(i -> specs(config, name -> name.startsWith(TEXT_TOWER + "encoder.layers." + i + ".")))
                .toList();
    }

    private static List<WeightSpec> specs(ClipConfig config, Predicate<String> chosen) {
        List<WeightSpec> specs = new ArrayList<>();
        of(config).forEach((name, weight) -> {
            if (chosen.test(name)) {
                specs.add(
                        weight.deviation() > 0
                                ? new WeightSpec(name, weight.shape(), WeightSpec.Start.NORMAL, weight.deviation())
                                : WeightSpec.constant(name, weight.constant(), weight.shape()));
            }
        });
        return specs;
    }

    /** Random weights, each tensor from its own stream of the seed. */
    static Parameters create(Compute compute, ClipConfig config, long seed) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            of(config).forEach((name, weight) -> {
                int size = (int) HostTensor.elements(weight.shape());
                float[] values;
                if (weight.deviation() > 0) {
                    SplittableRandom random = Seeds.generator(seed, name, 0);
                    values = Seeds.normal(size, weight.deviation(), random);
                } else {
                    values = new float[size];
                    Arrays.fill(values, weight.constant());
                }
                tensors.put(name, scope.keep(compute.tensor(values, weight.shape())));
            });
        }
        return new Parameters(tensors);
    }

    static Parameters load(Compute compute, ClipConfig config, Path folder) {
        boolean open = OpenClip.isIn(folder);
        Path found = open ? OpenClip.weights(folder) : WeightFiles.in(folder);
        Path file = found == null ? folder.resolve(NAME) : found;
        Map<String, HostTensor> weights = WeightFiles.read(file).tensors();
        boolean siglip = config.kind() == ClipConfig.Kind.SIGLIP;
        Map<String, HostTensor> named = siglip ? PoolingHead.apart(weights) : weights;
        Map<String, HostTensor> read = new LinkedHashMap<>(open ? OpenClip.renamed(weights) : named);
        read.keySet().removeIf(name -> name.endsWith(".position_ids"));
        Path told = folder.resolve(open ? OpenClip.CONFIG : ClipConfigFile.NAME);
        ClipBounds.Keys keys = siglip ? ClipBounds.Keys.SIGLIP : ClipBounds.Keys.HUGGING_FACE;
        new ClipBounds(told, open ? ClipBounds.Keys.OPEN_CLIP : keys, read).require(config);
        Map<String, Weight> expected = of(config);
        check(file, expected, read);
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            expected.keySet().forEach(name -> {
                HostTensor host = Objects.requireNonNull(read.remove(name));
                tensors.put(name, scope.keep(compute.tensor(host.floats(), host.shape())));
            });
        }
        return new Parameters(tensors);
    }

    static void check(Path file, Map<String, Weight> expected, Map<String, HostTensor> read) {
        List<String> missing = expected.keySet().stream()
                .filter(name -> !read.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new InputException(TEXT.get("clip.missing", file, missing.size(), shown(missing)));
        }
        List<String> extra = read.keySet().stream()
                .filter(name -> !expected.containsKey(name))
                .toList();
        if (!extra.isEmpty()) {
            throw new InputException(TEXT.get("clip.extra", file, extra.size(), shown(extra)));
        }
        List<String> wrong = new ArrayList<>();
        expected.forEach((name, weight) -> {
            long[] found = shape(read, name);
            if (!Arrays.equals(found, weight.shape())) {
                wrong.add(name + " " + Arrays.toString(found) + " instead of " + Arrays.toString(weight.shape()));
            }
        });
        if (!wrong.isEmpty()) {
            throw new InputException(TEXT.get("clip.shapes", file, wrong.size(), shown(wrong)));
        }
    }

    private static long[] shape(Map<String, HostTensor> read, String name) {
        HostTensor tensor = read.get(name);
        return tensor == null ? new long[0] : tensor.shape();
    }

    private static String shown(List<String> keys) {
        String list = keys.stream().limit(SHOWN_KEYS).map(FileWord::shown).collect(Collectors.joining(", "));
        return keys.size() > SHOWN_KEYS ? list + ", ..." : list;
    }

    private static void blocks(Map<String, Weight> weights, String tower, TowerConfig config) {
        int width = config.width();
        double in = 1 / Math.sqrt(width) / Math.sqrt(2.0 * config.layers());
        double out = 1 / Math.sqrt(width);
        for (int i = 0; i < config.layers(); i++) {
            String block = tower + "encoder.layers." + i + ".";
            norm(weights, block + "layer_norm1", width);
            linear(weights, block + "self_attn.q_proj", in, width, width);
            linear(weights, block + "self_attn.k_proj", in, width, width);
            linear(weights, block + "self_attn.v_proj", in, width, width);
            linear(weights, block + "self_attn.out_proj", out, width, width);
            norm(weights, block + "layer_norm2", width);
            linear(weights, block + "mlp.fc1", 1 / Math.sqrt(2.0 * width), config.inner(), width);
            linear(weights, block + "mlp.fc2", in, width, config.inner());
        }
    }

    private static void random(Map<String, Weight> weights, String name, double deviation, long... shape) {
        weights.put(name, new Weight(shape, deviation, 0));
    }

    static void linear(Map<String, Weight> weights, String name, double deviation, long out, long in) {
        random(weights, name + ".weight", deviation, out, in);
        weights.put(name + ".bias", new Weight(new long[] {out}, 0, 0));
    }

    private static void norm(Map<String, Weight> weights, String name, long width) {
        weights.put(name + ".weight", new Weight(new long[] {width}, 0, 1));
        weights.put(name + ".bias", new Weight(new long[] {width}, 0, 0));
    }

    /** Whether a weight is of the image tower or its projection. */
    static boolean isOfVision(String name) {
        return name.startsWith(VISION_TOWER) || name.equals(VISUAL_PROJECTION);
    }
}
