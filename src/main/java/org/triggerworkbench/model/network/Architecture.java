package org.triggerworkbench.model.network;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A network known by name, with the input and labels it was published with. */
public final class Architecture {
    private static final Messages TEXT = Messages.of(Architecture.class);
    private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_STD = {0.229f, 0.224f, 0.225f};
    private static final List<String> CIFAR_10 =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
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
     * An architecture by name, such as {@code cifar-resnet20}.
     *
     * @throws InputException if there is none of that name; the message lists them all
     */
    public static Architecture named(String name) {
        Architecture found = KNOWN.get(name);
        if (found == null) {
            throw new InputException(TEXT.get("architecture.unknown", name, String.join(", ", names())));
        }
        return found;
    }

    /** All names, sorted. */
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

    Layer network(InputSpec spec, int classCount) {
        return builder.build(spec, classCount);
    }

    private static Map<String, Architecture> known() {
        Map<String, Architecture> all = new TreeMap<>();
        for (int depth : new int[] {20, 32, 44, 56, 110}) {
            String name = "cifar-resnet" + depth;
            int blocks = (depth - 2) / 6;
            InputSpec spec =
                    new InputSpec(32, 32, IMAGENET_MEAN, IMAGENET_STD, InputSpec.Resize.SHORTEST_EDGE_BILINEAR);
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
        InputSpec plain =
                new InputSpec(32, 32, new float[3], new float[] {1, 1, 1}, InputSpec.Resize.SHORTEST_EDGE_BILINEAR);
        put(
                all,
                new Architecture(
                        "small-vgg",
                        plain,
                        10,
                        List.of(),
                        "classifier.weight",
                        (input, classes) -> Networks.smallVgg((input.height() / 8) * (input.width() / 8), classes)));
        InputSpec imageNet =
                new InputSpec(224, 224, IMAGENET_MEAN, IMAGENET_STD, InputSpec.Resize.SHORTEST_EDGE_BILINEAR);
        put(
                all,
                new Architecture(
                        "resnet18",
                        imageNet,
                        1000,
                        List.of(),
                        "fc.weight",
                        (input, classes) -> Networks.resNet18(classes)));
        put(
                all,
                new Architecture(
                        "resnet50",
                        imageNet,
                        1000,
                        List.of(),
                        "fc.weight",
                        (input, classes) -> Networks.resNet50(classes)));
        return all;
    }

    private static void put(Map<String, Architecture> all, Architecture architecture) {
        all.put(architecture.name, architecture);
    }
}
