package org.triggerworkbench.model.load;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
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
 * A classifier from a TorchScript file, traced or scripted. Where the file returns several tensors, one of them is the
 * logits and the others are the layers {@code output.N} or {@code output.NAME}; other layers inside cannot be seen.
 */
public final class TorchScriptClassifier implements Classifier {
    /** The architecture its card names. */
    public static final String ARCHITECTURE = "torchscript";

    private static final Messages TEXT = Messages.of(TorchScriptClassifier.class);
    private static final String PREFIX = "output.";

    private final Path file;
    private final ModelCard card;
    private final TorchScriptModule module;
    private final Normalisation normalisation;
    private final TorchScriptProbe probe;

    private TorchScriptClassifier(
            Path file, ModelCard card, TorchScriptModule module, Normalisation normalisation, TorchScriptProbe probe) {
        this.file = file;
        this.card = card;
        this.module = module;
        this.normalisation = normalisation;
        this.probe = probe;
    }

    /**
     * Loads a file and runs one and three grey pictures through it to learn its classes and layers. Without mean and
     * std in the card the file is taken to normalise inside.
     *
     * @param given what a model card says; null where there is none
     * @param dataSize size of the data's pictures, used where the card tells none; null where unknown too
     * @param wish which output holds the logits; goes before what the card says
     * @throws InputException if the file is damaged, its input size is unknown or refused, or its output is no logits
     */
    public static TorchScriptClassifier load(
            Compute compute, Path file, @Nullable ModelCardFile given, @Nullable ImageSize dataSize, OutputWish wish) {
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
        OutputWish known = new OutputWish(
                wish.output() == null ? facts.output() : wish.output(),
                card.labels().isEmpty() ? wish.classes() : card.labels().size());
        TorchScriptTrial.require(compute, file, size);
        TorchScriptModule module = TorchScriptModule.load(compute, file);
        Normalisation normalisation = new Normalisation(compute, card.input());
        try {
            TorchScriptProbe probe = TorchScriptProbe.run(compute, file, module, normalisation, card.input(), known);
            facts.requireLabels(file, probe.classes());
            return new TorchScriptClassifier(file, card, module, normalisation, probe);
        } catch (RuntimeException e) {
            normalisation.close();
            module.close();
            throw e;
        }
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public int classes() {
        return probe.classes();
    }

    @Override
    public List<String> layers() {
        return probe.others().stream().map(name -> PREFIX + name).toList();
    }

    /** @throws InputException if the file puts out anything but one row of finite logits for each image */
    @Override
    public Activations activations(NDArray images, Set<String> wanted) {
        if (!layers().containsAll(wanted)) {
            throw new IllegalArgumentException("the layers are " + layers() + ", not " + wanted);
        }
        Map<String, NDArray> outputs = TorchScriptOutputs.named(module.forward(normalisation.apply(images)));
        NDArray logits = outputs.remove(probe.logits());
        long rows = images.getShape().get(0);
        if (logits == null || !logits.getShape().equals(new Shape(rows, probe.classes()))) {
            throw new InputException(
                    TEXT.get("torchscript.rows", file, logits == null ? "" : logits.getShape(), rows, probe.classes()));
        }
        NDArray numbers = logits.toType(DataType.FLOAT32, false);
        requireFinite(file, numbers, "torchscript.batchFinite");
        Map<String, NDArray> layers = new LinkedHashMap<>();
        outputs.forEach((name, output) -> {
            if (wanted.contains(PREFIX + name)) {
                layers.put(PREFIX + name, output.toType(DataType.FLOAT32, false));
            }
        });
        return new Activations(numbers, layers);
    }

    static void requireFinite(Path file, NDArray logits, String sentence) {
        for (float value : Compute.toHost(logits).floats()) {
            if (!Float.isFinite(value)) {
                throw new InputException(TEXT.get(sentence, file));
            }
        }
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
}
