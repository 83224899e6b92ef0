package org.triggerworkbench.model.clip;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFile;
import org.triggerworkbench.model.Activations;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * A linear classifier on the image embeddings of a CLIP: logits = W e(image) + b. Its texts are not asked. On disk it is the
 * model's folder with {@value #HEAD} in it.
 */
public final class ProbedClip implements Classifier {
    private static final String HEAD = "head.safetensors";
    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";
    private static final String LABELS = "labels";

    private final ClipModel clip;
    private final boolean ownsClip;
    private final ModelCard card;
    private final NDArray weight;
    private final NDArray bias;

    private ProbedClip(
            Compute compute,
            ClipModel clip,
            boolean ownsClip,
            List<String> labels,
            HostTensor weight,
            HostTensor bias) {
        this.clip = clip;
        this.ownsClip = ownsClip;
        this.card = clip.card().withLabels(labels);
        try (TensorScope scope = new TensorScope()) {
            this.weight = scope.keep(compute.tensor(weight.floats(), weight.shape()));
            this.bias = scope.keep(compute.tensor(bias.floats(), bias.shape()));
        }
    }

    /**
     * A head of zeros, to be trained; closing it leaves the model open.
     *
     * @param labels names of the K classes
     */
    public static ProbedClip create(Compute compute, ClipModel clip, List<String> labels) {
        int size = clip.config().embeddingSize();
        return new ProbedClip(
                compute,
                clip,
                false,
                labels,
                HostTensor.of(new float[labels.size() * size], labels.size(), size),
                HostTensor.of(new float[labels.size()], labels.size()));
    }

    /** Whether a model's folder has a head in it. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(HEAD));
    }

    /**
     * Loads what {@link #save} wrote.
     *
     * @throws InputException if a file is missing, damaged or does not fit the others
     */
    public static ProbedClip load(Compute compute, Path folder) {
        Path file = folder.resolve(HEAD);
        ClipModel clip = ClipModel.load(compute, folder);
        try {
            TensorFile content = Safetensors.read(file);
            HostTensor weight = content.tensors().get(WEIGHT);
            HostTensor bias = content.tensors().get(BIAS);
            List<String> labels = labels(content);
            long[] shape = {labels.size(), clip.config().embeddingSize()};
            if (labels.isEmpty()
                    || weight == null
                    || bias == null
                    || !Arrays.equals(weight.shape(), shape)
                    || !Arrays.equals(bias.shape(), new long[] {labels.size()})) {
                throw new InputException(Messages.of(ProbedClip.class).get("probe.damaged", file));
            }
            return new ProbedClip(compute, clip, true, labels, weight, bias);
        } catch (RuntimeException e) {
            clip.close();
            throw e;
        }
    }

    private static List<String> labels(TensorFile content) {
        try {
            String[] labels = new Gson().fromJson(content.metadata().get(LABELS), String[].class);
            return labels == null ? List.of() : List.of(labels);
        } catch (JsonParseException e) {
            return List.of();
        }
    }

    /** Writes the folder that {@link #load} reads. */
    public void save(Path folder) {
        clip.save(folder);
        Safetensors.write(
                folder.resolve(HEAD),
                Map.of(WEIGHT, Compute.toHost(weight), BIAS, Compute.toHost(bias)),
                Map.of(LABELS, new Gson().toJson(card.labels())));
    }

    /** W, K x D, and b, K, by name; owned by this. Change them in place. */
    public Map<String, NDArray> head() {
        return Map.of(WEIGHT, weight, BIAS, bias);
    }

    /** The model whose images are embedded. */
    public ClipModel clip() {
        return clip;
    }

    private NDArray logitsOf(NDArray embeddings) {
        return embeddings.matMul(weight.transpose()).add(bias);
    }

    @Override
    public NDArray logits(NDArray images) {
        return logitsOf(clip.imageEmbeddings(images));
    }

    @Override
    public Activations activations(NDArray images, Set<String> layers) {
        return clip.activations(images, layers).map(this::logitsOf);
    }

    @Override
    public List<NDArray> attention(NDArray images) {
        return clip.attention(images);
    }

    @Override
    public List<String> layers() {
        return clip.layers();
    }

    @Override
    public ModelCard card() {
        return card;
    }

    /** The model's; the head is apart. */
    @Override
    public Parameters parameters() {
        return clip.parameters();
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
        if (ownsClip) {
            clip.close();
        }
    }
}
