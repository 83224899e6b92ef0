package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.model.TextClassifier;

/** A linear head on the features of a copy of a CLIP's text tower; both can be trained. */
public final class ClipTextClassifier implements TextClassifier {
    private static final String HEAD = "head.";

    private final ClipModel clip;
    private final List<String> labels;
    private final Map<String, NDArray> head = new LinkedHashMap<>();

    /**
     * Copies the model; the head's weights are drawn from a normal distribution of deviation 1 / sqrt(W), its biases are 0.
     *
     * @param labels names of the classes
     */
    public ClipTextClassifier(Compute compute, ClipModel source, List<String> labels, long seed) {
        this.clip = source.copy(compute);
        this.labels = List.copyOf(labels);
        int width = clip.config().text().width();
        SplittableRandom random = Seeds.generator(seed, "text-head", 0);
        try (TensorScope scope = new TensorScope()) {
            float[] drawn = Seeds.normal(labels.size() * width, 1 / Math.sqrt(width), random);
            head.put(HEAD + "weight", scope.keep(compute.tensor(drawn, labels.size(), width)));
            head.put(HEAD + "bias", scope.keep(compute.tensor(new float[labels.size()], labels.size())));
        }
    }

    /** The copy, its weights as they are now. */
    public ClipModel clip() {
        return clip;
    }

    /** The text tower's weights and the head's, by name, each requiring a gradient from now on. */
    public Map<String, NDArray> train() {
        Map<String, NDArray> trained = new LinkedHashMap<>(clip.parameters().train(ClipModel::isOfText));
        head.forEach((name, tensor) -> {
            tensor.setRequiresGradient(true);
            trained.put(name, tensor);
        });
        return trained;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public NDArray logits(List<String> texts) {
        NDArray weight = head.get(HEAD + "weight");
        NDArray bias = head.get(HEAD + "bias");
        if (weight == null || bias == null) {
            throw new IllegalStateException("closed");
        }
        return features(texts).matMul(weight.transpose()).add(bias);
    }

    @Override
    public NDArray features(List<String> texts) {
        return clip.textFeatures(clip.tokenize(texts));
    }

    /** Writes the text tower and the head as one file of safetensors, the tower's names as in the Hugging Face layout. */
    public void save(Path file) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        clip.parameters().toHost().forEach((name, tensor) -> {
            if (ClipModel.isOfText(name)) {
                tensors.put(name, tensor);
            }
        });
        head.forEach((name, tensor) -> tensors.put(name, Compute.toHost(tensor)));
        Safetensors.write(file, tensors, Map.of("labels", String.join("\n", labels)));
    }

    @Override
    public void close() {
        head.values().forEach(NDArray::close);
        head.clear();
        clip.close();
    }
}
