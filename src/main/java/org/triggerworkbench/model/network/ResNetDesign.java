package org.triggerworkbench.model.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ResNet as the transformers library builds it and names its weights, which one name tells whole, such as
 * {@code hf-resnet-bottleneck-64-256x512x1024x2048-3x4x6x3-relu}.
 *
 * @param bottleneck whether blocks have three convolutions, the middle ones of a quarter of the channels; else two
 * @param embedding channels of the stem
 * @param widths channels of each stage
 * @param depths blocks of each stage
 * @param activation after the stem and after each block; within a block it is always ReLU
 * @param halvesFirst whether the first stage halves the places, as the others do
 * @param stridesEarly whether a bottleneck halves by its first convolution; else by its middle one
 */
public record ResNetDesign(
        boolean bottleneck,
        int embedding,
        List<Integer> widths,
        List<Integer> depths,
        Activation activation,
        boolean halvesFirst,
        boolean stridesEarly) {
    /** Most channels of a layer. */
    public static final int MOST_CHANNELS = 8192;
    /** Most blocks of a stage, and most stages. */
    public static final int MOST_BLOCKS = 256;

    static final String HEAD = "classifier.1";

    private static final String BASIC = "basic";
    private static final String BOTTLENECK = "bottleneck";
    private static final String STEM = "resnet.embedder.embedder";
    private static final String STAGE = "resnet.encoder.stages.";
    private static final int REDUCTION = 4;
    private static final Pattern NAME = Pattern.compile("hf-resnet-(" + BASIC + "|" + BOTTLENECK
            + ")-(\\d{1,4})-(\\d{1,4}(?:x\\d{1,4})*)-(\\d{1,4}(?:x\\d{1,4})*)-([a-z_]+)(-halved)?(-early)?");

    /** What may stand after the stem and after each block. */
    public enum Activation {
        RELU,
        GELU,
        GELU_NEW,
        SILU;

        private Layer layer() {
            return switch (this) {
                case RELU -> StatelessLayer.RELU;
                case GELU -> StatelessLayer.GELU;
                case GELU_NEW -> StatelessLayer.GELU_NEW;
                case SILU -> StatelessLayer.SILU;
            };
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of a name of that library; null where it is not known here. */
        public static @Nullable Activation named(String name) {
            String usual = name.equals("swish") ? "silu" : name;
            return Arrays.stream(values())
                    .filter(known -> known.key().equals(usual))
                    .findFirst()
                    .orElse(null);
        }
    }

    public ResNetDesign {
        widths = List.copyOf(widths);
        depths = List.copyOf(depths);
        boolean stages = !widths.isEmpty() && widths.size() == depths.size() && widths.size() <= MOST_BLOCKS;
        boolean channels = within(embedding, 1, MOST_CHANNELS)
                && widths.stream().allMatch(width -> within(width, bottleneck ? REDUCTION : 1, MOST_CHANNELS));
        if (!stages || !channels || !depths.stream().allMatch(depth -> within(depth, 1, MOST_BLOCKS))) {
            throw new IllegalArgumentException(embedding + " channels, then " + widths + " in " + depths + " blocks");
        }
    }

    private static boolean within(int value, int least, int most) {
        return value >= least && value <= most;
    }

    /** The name of an architecture that tells this. */
    public String name() {
        return "hf-resnet-" + (bottleneck ? BOTTLENECK : BASIC) + "-" + embedding + "-" + joined(widths) + "-"
                + joined(depths) + "-" + activation.key() + (halvesFirst ? "-halved" : "")
                + (stridesEarly ? "-early" : "");
    }

    /** What a {@link #name()} tells; null where it is none. */
    static @Nullable ResNetDesign parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        Activation activation = Activation.named(matcher.group(5));
        try {
            return activation == null
                    ? null
                    : new ResNetDesign(
                            matcher.group(1).equals(BOTTLENECK),
                            Integer.parseInt(matcher.group(2)),
                            numbers(matcher.group(3)),
                            numbers(matcher.group(4)),
                            activation,
                            matcher.group(6) != null,
                            matcher.group(7) != null);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** What the name of a weight in a block of a stage begins with; both are counted from 0. */
    public static String block(int stage, int block) {
        return STAGE + stage + ".layers." + block + ".";
    }

    Layer network(int classes) {
        List<Layer> steps = new ArrayList<>();
        steps.add(new Convolution(STEM + ".convolution", 3, embedding, 7, 2, 3, false));
        steps.add(new LayerProbe(STEM + ".convolution"));
        steps.add(new BatchNorm2d(STEM + ".normalization", embedding));
        steps.add(activation.layer());
        steps.add(StatelessLayer.STEM_POOL);
        int in = embedding;
        for (int stage = 0; stage < widths.size(); stage++) {
            int out = widths.get(stage);
            for (int i = 0; i < depths.get(stage); i++) {
                int stride = i == 0 && (stage > 0 || halvesFirst) ? 2 : 1;
                steps.add(block(block(stage, i), i == 0 ? in : out, out, stride));
            }
            steps.add(new LayerProbe(STAGE + stage));
            in = out;
        }
        steps.add(StatelessLayer.MEAN_OF_PLACES);
        steps.add(new LayerProbe("pooled"));
        steps.add(new Dense(HEAD, in, classes));
        steps.add(new LayerProbe("logits"));
        return new Sequential(steps);
    }

    private ResidualBlock block(String name, int in, int out, int stride) {
        Layer shortcut = in == out && stride == 1
                ? Sequential.of()
                : Sequential.of(normed(name + "shortcut", in, out, 1, stride));
        String layer = name + "layer.";
        int inner = out / REDUCTION;
        Sequential branch = bottleneck
                ? Sequential.of(
                        normed(layer + 0, in, inner, 1, stridesEarly ? stride : 1),
                        StatelessLayer.RELU,
                        normed(layer + 1, inner, inner, 3, stridesEarly ? 1 : stride),
                        StatelessLayer.RELU,
                        normed(layer + 2, inner, out, 1, 1))
                : Sequential.of(
                        normed(layer + 0, in, out, 3, stride), StatelessLayer.RELU, normed(layer + 1, out, out, 3, 1));
        return new ResidualBlock(branch, shortcut, activation.layer());
    }

    private static Sequential normed(String name, int in, int out, int kernel, int stride) {
        return Sequential.of(
                new Convolution(name + ".convolution", in, out, kernel, stride, kernel / 2, false),
                new BatchNorm2d(name + ".normalization", out));
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static List<Integer> numbers(String joined) {
        return Arrays.stream(joined.split("x", -1)).map(Integer::valueOf).toList();
    }
}
