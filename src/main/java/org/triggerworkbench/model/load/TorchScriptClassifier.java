package org.triggerworkbench.model.load;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Normalisation;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A classifier from a TorchScript file, traced or scripted. Where the file returns several tensors, the first (of a
 * dictionary: {@code logits}) is the logits and the others are the layers {@code output.1}, ... or
 * {@code output.NAME}; other layers inside cannot be seen.
 */
public final class TorchScriptClassifier implements Classifier {
    /** The architecture its card names. */
    public static final String ARCHITECTURE = "torchscript";

    private static final Messages TEXT = Messages.of(TorchScriptClassifier.class);
    private static final String LOGITS = "logits";
    private static final String PREFIX = "output.";

    private final ModelCard card;
    private final TorchScriptModule module;
    private final Normalisation normalisation;
    private final List<String> layers;
    private final int classes;

    private TorchScriptClassifier(
            ModelCard card, TorchScriptModule module, Normalisation normalisation, List<String> layers, int classes) {
        this.card = card;
        this.module = module;
        this.normalisation = normalisation;
        this.layers = layers;
        this.classes = classes;
    }

    /**
     * Loads a file and runs one grey picture through it to learn its classes and layers. Without mean and std in the
     * card the file is taken to normalise inside.
     *
     * @param given what a model card says; null where there is none
     * @param dataSize size of the data's pictures, used where the card tells none; null where unknown too
     * @throws InputException if the file is damaged, its input size is unknown or refused, or its output is no logits
     */
    public static TorchScriptClassifier load(
            Compute compute, Path file, @Nullable ModelCardFile given, @Nullable ImageSize dataSize) {
        ModelCardFile facts = given == null ? ModelCardFile.NONE : given;
        ImageSize size = facts.size() == null ? dataSize : facts.size();
        if (size == null) {
            throw new InputException(TEXT.get("torchscript.size", file));
        }
        InputSpec plain = new InputSpec(
                size.width(),
                size.height(),
                new float[3],
                new float[] {1, 1, 1},
                InputSpec.Resize.SHORTEST_EDGE_BILINEAR);
        ModelCard card = facts.card(ModelCardFile.nameOf(file), ARCHITECTURE, List.of(), plain);
        TorchScriptModule module = TorchScriptModule.load(compute, file);
        Normalisation normalisation = new Normalisation(compute, card.input());
        try {
            Probe probe = Probe.run(compute, file, module, normalisation, card.input());
            facts.requireLabels(file, probe.classes);
            return new TorchScriptClassifier(card, module, normalisation, probe.layers, probe.classes);
        } catch (RuntimeException e) {
            normalisation.close();
            module.close();
            throw e;
        }
    }

    /** What one forward pass of one grey picture tells. */
    private record Probe(List<String> layers, int classes) {
        static Probe run(
                Compute compute, Path file, TorchScriptModule module, Normalisation normalisation, InputSpec input) {
            int width = input.width();
            int height = input.height();
            try (TensorScope _ = new TensorScope()) {
                NDArray grey = compute.tensor(new float[3 * height * width], 1, 3, height, width);
                Map<String, NDArray> outputs;
                try {
                    outputs = byName(module.forward(normalisation.apply(grey.add(0.5f))));
                } catch (RuntimeException e) {
                    throw new InputException(
                            TEXT.get("torchscript.forward", file, width, height, TorchScriptModule.reason(e)), e);
                }
                NDArray logits = outputs.remove(LOGITS);
                if (logits == null
                        || logits.getShape().dimension() != 2
                        || logits.getShape().get(0) != 1
                        || !logits.getDataType().isFloating()) {
                    throw new InputException(TEXT.get(
                            "torchscript.logits", file, logits == null ? outputs.keySet() : logits.getShape()));
                }
                for (float value : Compute.toHost(logits).floats()) {
                    if (!Float.isFinite(value)) {
                        throw new InputException(TEXT.get("torchscript.finite", file));
                    }
                }
                return new Probe(
                        List.copyOf(outputs.keySet()),
                        Math.toIntExact(logits.getShape().get(1)));
            }
        }
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
        return layers;
    }

    @Override
    public Activations activations(NDArray images, Set<String> wanted) {
        if (!layers.containsAll(wanted)) {
            throw new IllegalArgumentException("the layers are " + layers + ", not " + wanted);
        }
        Map<String, NDArray> outputs = byName(module.forward(normalisation.apply(images)));
        NDArray logits = outputs.remove(LOGITS);
        if (logits == null) {
            throw new IllegalStateException("the logits of the first pass are absent now");
        }
        outputs.keySet().retainAll(wanted);
        return new Activations(logits, outputs);
    }

    @Override
    public Parameters parameters() {
        return module.parameters();
    }

    @Override
    public void close() {
        normalisation.close();
        module.close();
    }

    /** The logits under their own key, the rest as layers; those of a dictionary sorted, as it has no order here. */
    private static Map<String, NDArray> byName(NDList outputs) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        List<NDArray> inOrder = new ArrayList<>(outputs);
        if (inOrder.stream().anyMatch(output -> output.getName() != null)) {
            inOrder.sort((a, b) -> String.valueOf(a.getName()).compareTo(String.valueOf(b.getName())));
        }
        for (int i = 0; i < inOrder.size(); i++) {
            String name = inOrder.get(i).getName();
            boolean logits = name == null ? i == 0 : name.equals(LOGITS);
            named.put(logits ? LOGITS : PREFIX + (name == null ? Integer.toString(i) : name), inOrder.get(i));
        }
        return named;
    }
}
