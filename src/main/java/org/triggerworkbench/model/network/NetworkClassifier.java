package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Normalisation;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A classifier built from an {@link Architecture} and its named weights. */
public final class NetworkClassifier implements Classifier, LastLayers {
    private static final Messages TEXT = Messages.of(NetworkClassifier.class);

    private final ModelCard card;
    private final int classes;
    private final Layer network;
    private final Parameters parameters;
    private final Normalisation normalisation;
    private volatile boolean training;

    private NetworkClassifier(Compute compute, ModelCard card, int classes, Layer network, Parameters parameters) {
        this.card = card;
        this.classes = classes;
        this.network = network;
        this.parameters = parameters;
        this.normalisation = new Normalisation(compute, card.input());
    }

    /**
     * A classifier from a state dict.
     *
     * @param given what a model card says; null where there is none
     * @throws InputException if weights are missing, misshapen or not needed, or the card's labels do not fit
     */
    public static NetworkClassifier load(
            Compute compute, Path file, TensorFile tensors, Architecture architecture, @Nullable ModelCardFile given) {
        ModelCardFile facts = given == null ? ModelCardFile.NONE : given;
        HostTensor head = tensors.tensors().get(architecture.head());
        int classes =
                head == null || head.shape().length == 0 ? architecture.classes() : Math.toIntExact(head.shape()[0]);
        ModelCard card = facts.card(
                ModelCardFile.displayName(file),
                architecture.name(),
                classes == architecture.classes() ? architecture.labels() : List.of(),
                architecture.input());
        facts.requireLabels(file, classes);
        Layer network = architecture.network(card.input(), classes);
        Parameters weights = StateDict.load(
                compute,
                tensors.tensors(),
                network.weights().toList(),
                faults -> TEXT.get(
                        "weights.refused", file, architecture.name(), faults, String.join(", ", Architecture.names())));
        return new NetworkClassifier(compute, card, classes, network, weights);
    }

    /**
     * A classifier whose sizes lie in a file beside its weights.
     *
     * @param file with the weights, for the sentence
     * @param config with the sizes, for the sentence
     * @param card with the name of the architecture and the input
     * @throws InputException if weights are missing, misshapen or not needed
     */
    public static NetworkClassifier load(
            Compute compute, Path file, Path config, Map<String, HostTensor> tensors, ModelCard card, int classes) {
        Layer network = Architecture.named(card.architecture()).network(card.input(), classes);
        Parameters weights = StateDict.load(
                compute,
                tensors,
                network.weights().toList(),
                faults -> TEXT.get("weights.config", file, config, faults));
        return new NetworkClassifier(compute, card, classes, network, weights);
    }

    /**
     * A classifier with random weights, to be trained; frozen until {@link Parameters#train}.
     *
     * @param card with the input's size and normalisation; its labels, if any, are as many as the classes
     */
    public static NetworkClassifier create(Compute compute, ModelCard card, int classes, long seed) {
        if (!card.labels().isEmpty() && card.labels().size() != classes) {
            throw new IllegalArgumentException(
                    TEXT.get("card.labels", card.name(), card.labels().size(), classes));
        }
        Layer network = Architecture.named(card.architecture()).network(card.input(), classes);
        Map<String, HostTensor> drawn = new LinkedHashMap<>();
        network.weights().forEach(spec -> drawn.put(spec.name(), spec.draw(seed)));
        return new NetworkClassifier(compute, card, classes, network, StateDict.toDevice(compute, drawn));
    }

    /** A classifier of the same network with copies of these weights, frozen until {@link Parameters#train}. */
    public NetworkClassifier copy(Compute compute) {
        return new NetworkClassifier(compute, card, classes, network, parameters.copy(compute));
    }

    /**
     * A classifier for other classes: copies of these weights up to the last layer, which is drawn anew; frozen until
     * {@link Parameters#train}.
     *
     * @param labels names of the classes, at least one
     * @param seed of the last layer
     */
    public NetworkClassifier withFreshHead(Compute compute, List<String> labels, long seed) {
        Layer other = Architecture.named(card.architecture()).network(card.input(), labels.size());
        Map<String, HostTensor> own = parameters.toHost();
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        other.weights()
                .forEach(spec -> weights.put(
                        spec.name(),
                        isHead(spec.name()) ? spec.draw(seed) : Objects.requireNonNull(own.get(spec.name()))));
        return new NetworkClassifier(
                compute, card.withLabels(labels), labels.size(), other, StateDict.toDevice(compute, weights));
    }

    /** Whether a weight belongs to the last layer, from features to logits. */
    public boolean isHead(String weight) {
        String head = Architecture.named(card.architecture()).head();
        return weight.startsWith(head.substring(0, head.lastIndexOf('.') + 1));
    }

    /** The layer whose output the last layer reads. */
    public String featureLayer() {
        List<String> layers = layers();
        return layers.get(layers.size() - 2);
    }

    /** Name of the last, linear layer, whose weights begin with it and a dot; it sees the layer {@code pooled}. */
    public String head() {
        String weight = Architecture.named(card.architecture()).head();
        return weight.substring(0, weight.lastIndexOf('.'));
    }

    /** First values of a weight, as of a network that is made new. */
    public HostTensor drawn(String weight, long seed) {
        return network.weights()
                .filter(spec -> spec.name().equals(weight))
                .findFirst()
                .orElseThrow()
                .draw(seed);
    }

    /**
     * Turns training passes on or off; off after loading. In a training pass batch norm uses the statistics of the
     * batch and moves the running ones, and dropout drops.
     */
    public void training(boolean on) {
        training = on;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public List<String> layers() {
        return network.taps().toList();
    }

    @Override
    public Activations activations(NDArray images, Set<String> layers) {
        return run(images, new ForwardPass(parameters, training, layers), layers);
    }

    @Override
    public boolean hasLayerGradients() {
        return true;
    }

    @Override
    public Activations cutAt(String layer, NDArray images) {
        return run(images, new ForwardPass(parameters, training, Set.of(layer), true), Set.of(layer));
    }

    @Override
    public NDArray units(NDArray images) {
        // Every network ends with its last convolution, then what is pooled of it, then the logits.
        String last = layers().get(layers().size() - 3);
        NDArray channels = Objects.requireNonNull(
                activations(images, Set.of(last)).layers().get(last));
        long n = channels.getShape().get(0);
        return channels.reshape(n, channels.getShape().get(1), -1).mean(new int[] {2});
    }

    @Override
    public String reader() {
        return Architecture.named(card.architecture()).head();
    }

    /** A layer is a kernel or a matrix with all that follows it up to the next, such as its bias and its batch norm. */
    @Override
    public List<List<WeightSpec>> fromTheLast() {
        List<List<WeightSpec>> layers = new ArrayList<>();
        network.weights().forEach(spec -> {
            if (spec.shape().length > 1) {
                layers.add(new ArrayList<>());
            }
            layers.getLast().add(spec);
        });
        return layers.reversed();
    }

    private Activations run(NDArray images, ForwardPass pass, Set<String> layers) {
        if (!layers.isEmpty() && !layers().containsAll(layers)) {
            throw new IllegalArgumentException("the layers are " + layers() + ", not " + layers);
        }
        NDArray output = network.forward(normalisation.apply(images), pass);
        return new Activations(output, pass.kept());
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public void close() {
        parameters.close();
        normalisation.close();
    }
}
