package org.triggerworkbench.model.network;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.CenterCrop;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.data.picture.Scaling;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.InputSpec.Resize;
import org.triggerworkbench.model.network.ResidualNetworks.Naming;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A network known by name, with the input and labels it was published with. */
public final class Architecture {
    private static final Messages TEXT = Messages.of(Architecture.class);
    private static final String SMALL_VGG = "small-vgg";
    private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_STD = {0.229f, 0.224f, 0.225f};
    private static final List<String> CIFAR_10 =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    /** Those most code for CIFAR-10 uses. */
    private static final float[] CIFAR_MEAN = {0.4914f, 0.4822f, 0.4465f};

    private static final float[] CIFAR_STD = {0.2470f, 0.2435f, 0.2616f};
    private static final Map<String, Architecture> KNOWN = known();

    /** Makes the network for an input and a number of classes. */
    private interface Builder {
        Layer build(InputSpec input, int classes);
    }

    private final String name;
    private final InputSpec input;
    private final int classes;
    private final List<String> labels;
    private final String head;
    private final Builder builder;

    private Architecture(String name, InputSpec input, int classes, List<String> labels, String head, Builder builder) {
        this.name = name;
        this.input = input;
        this.classes = classes;
        this.labels = labels;
        this.head = head;
        this.builder = builder;
    }

    /**
     * An architecture by name, such as {@code cifar-resnet20}, or by that of a {@link ResNetDesign}.
     *
     * @throws InputException if there is none of that name; the message lists them all
     */
    public static Architecture named(String name) {
        Architecture found = find(name);
        if (found == null) {
            throw new InputException(
                    TEXT.get("architecture.unknown", FileWord.shown(name), String.join(", ", names())));
        }
        return found;
    }

    /** As {@link #named}; null where there is none of that name. */
    public static @Nullable Architecture find(String name) {
        ResNetDesign told = ResNetDesign.parse(name);
        return told == null ? KNOWN.get(name) : of(told);
    }

    /** A ResNet as the transformers library has it; the input as of microsoft/resnet-50. */
    public static Architecture of(ResNetDesign design) {
        Resize resize = Resize.to(Scaling.shortestEdge(256, Filter.BICUBIC), CenterCrop.HUGGING_FACE);
        InputSpec spec = new InputSpec(224, 224, IMAGENET_MEAN, IMAGENET_STD, resize);
        return plain(design.name(), spec, 1000, List.of(), ResNetDesign.HEAD, design::network);
    }

    /** All names that say nothing of sizes, sorted. */
    public static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    public String name() {
        return name;
    }

    /** Size, mean and standard deviation as published. */
    public InputSpec input() {
        return input;
    }

    /** Number of classes as published. */
    public int classes() {
        return classes;
    }

    /** Class names as published, for that number of classes; empty where there are no fixed ones. */
    public List<String> labels() {
        return labels;
    }

    /** Name of the weight of the last layer, whose first size is the number of classes. */
    String head() {
        return head;
    }

    /** Whether its weights depend on the size of its input. */
    boolean dependsOnSize() {
        return name.equals(SMALL_VGG);
    }

    Layer network(InputSpec spec, int classCount) {
        return builder.build(spec, classCount);
    }

    private static Map<String, Architecture> known() {
        Map<String, Architecture> all = new TreeMap<>();
        for (int depth : new int[] {20, 32, 44, 56, 110}) {
            String name = "cifar-resnet" + depth;
            int blocks = (depth - 2) / 6;
            InputSpec spec = new InputSpec(32, 32, IMAGENET_MEAN, IMAGENET_STD, Resize.SHORTEST_EDGE_BILINEAR);
            put(
                    all,
                    new Architecture(
                            name,
                            spec,
                            10,
                            CIFAR_10,
                            "linear.weight",
                            (input, classes) -> Networks.cifarResNet(blocks, classes)));
        }
        InputSpec plain = new InputSpec(32, 32, new float[3], new float[] {1, 1, 1}, Resize.SHORTEST_EDGE_BILINEAR);
        put(
                all,
                new Architecture(
                        SMALL_VGG,
                        plain,
                        10,
                        List.of(),
                        "classifier.weight",
                        (input, classes) -> Networks.smallVgg((input.height() / 8) * (input.width() / 8), classes)));
        imageNet(all, "resnet18", "fc", Networks::resNet18);
        imageNet(all, "resnet50", "fc", Networks::resNet50);
        for (boolean normalised : new boolean[] {false, true}) {
            for (int depth : new int[] {16, 19}) {
                String name = "vgg" + depth + (normalised ? "-bn" : "");
                imageNet(all, name, "classifier.6", classes -> PlainNetworks.vgg(depth, normalised, 1, classes));
            }
        }
        imageNet(all, "mobilenet-v2", "classifier.1", PlainNetworks::mobileNetV2);
        for (int depth : new int[] {16, 19}) {
            cifar(all, "vgg" + depth + "-bn-cifar", "classifier", classes -> PlainNetworks.cifarVgg(depth, 1, classes));
        }
        cifar(all, "mobilenet-v2-cifar", "linear", PlainNetworks::cifarMobileNetV2);
        cifar(all, "preactresnet18", "linear", classes -> ResidualNetworks.preActResNet18(64, classes));
        cifar(
                all,
                "resnet18-cifar",
                Naming.CIFAR.head(),
                classes -> ResidualNetworks.resNet18(Naming.CIFAR, 64, classes));
        cifar(
                all,
                "resnet18-cifar-torchvision",
                Naming.TORCHVISION.head(),
                classes -> ResidualNetworks.resNet18(Naming.TORCHVISION, 64, classes));
        for (int[] size : new int[][] {{16, 1}, {28, 10}, {40, 2}}) {
            String name = "wrn-" + size[0] + "-" + size[1];
            cifar(all, name, "fc", classes -> ResidualNetworks.wideResNet((size[0] - 4) / 6, size[1], classes));
        }
        return all;
    }

    /** As torchvision publishes its weights: the shorter side to 256, then the middle 224 x 224. */
    private static void imageNet(Map<String, Architecture> all, String name, String head, IntFunction<Layer> network) {
        Resize resize = Resize.to(Scaling.shortestEdge(256, Filter.BILINEAR), CenterCrop.TORCHVISION);
        InputSpec spec = new InputSpec(224, 224, IMAGENET_MEAN, IMAGENET_STD, resize);
        put(all, plain(name, spec, 1000, List.of(), head, network));
    }

    private static void cifar(Map<String, Architecture> all, String name, String head, IntFunction<Layer> network) {
        InputSpec spec = new InputSpec(32, 32, CIFAR_MEAN, CIFAR_STD, Resize.SHORTEST_EDGE_BILINEAR);
        put(all, plain(name, spec, 10, CIFAR_10, head, network));
    }

    /** An architecture whose weights do not depend on the size of its input. */
    private static Architecture plain(
            String name, InputSpec spec, int classes, List<String> labels, String head, IntFunction<Layer> network) {
        return new Architecture(name, spec, classes, labels, head + ".weight", (input, count) -> network.apply(count));
    }

    private static void put(Map<String, Architecture> all, Architecture architecture) {
        all.put(architecture.name, architecture);
    }
}
