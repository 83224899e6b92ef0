package org.triggerworkbench.model.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.FiniteValues;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.file.TensorFiles;
import org.triggerworkbench.compute.file.TensorFiles.Kind;
import org.triggerworkbench.compute.pickle.PickleFile;
import org.triggerworkbench.compute.pickle.StateDicts;
import org.triggerworkbench.model.weights.Prefixes.Stripped;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Reads the weights of a model from safetensors, PyTorch's .pt, .pth and .bin, or the index of several of them. */
public final class WeightFiles {
    private static final Messages TEXT = Messages.of(WeightFiles.class);
    /** As Hugging Face calls them, in the order it looks for them. */
    private static final List<String> USUAL = List.of(
            "model.safetensors",
            "model.safetensors" + ShardIndex.SUFFIX,
            "pytorch_model.bin",
            "pytorch_model.bin" + ShardIndex.SUFFIX);

    private WeightFiles() {}

    /** The weights in a model's folder, by their usual names; null where there are none. */
    public static @Nullable Path in(Path folder) {
        return USUAL.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    /** Whether a file is called as the weights in a model's folder are. */
    public static boolean hasUsualName(Path file) {
        return USUAL.contains(String.valueOf(file.getFileName()));
    }

    /** Whether a file is an index of several files of weights, by its name. */
    public static boolean isIndex(Path file) {
        return ShardIndex.is(file);
    }

    /**
     * Reads weights, which must be finite.
     *
     * @throws InputException if a file cannot be read, is damaged, holds no weights, or asks for more than plain data
     */
    public static NamedWeights read(Path file) {
        List<String> remarks = new ArrayList<>();
        Map<String, HostTensor> tensors =
                isIndex(file) ? gathered(file, shard -> tensors(shard, remarks)) : tensors(file, remarks);
        Stripped<HostTensor> stripped = Prefixes.strip(tensors);
        if (!stripped.prefixes().isEmpty()) {
            remarks.add(TEXT.get("weights.prefix", file, FileWord.shown(String.join("", stripped.prefixes()))));
        }
        return new NamedWeights(stripped.weights(), remarks);
    }

    /**
     * Shapes by name, without reading the numbers; the names are those of {@link #read}.
     *
     * @throws InputException as {@link #read}
     */
    public static Map<String, long[]> shapes(Path file) {
        Map<String, long[]> shapes = isIndex(file) ? gathered(file, WeightFiles::shapesOf) : shapesOf(file);
        return Prefixes.strip(shapes).weights();
    }

    private static Map<String, HostTensor> tensors(Path file, List<String> remarks) {
        if (TensorFiles.kind(file) != Kind.PICKLE) {
            return TensorFiles.read(file).tensors();
        }
        PickleFile content = PickleFile.open(file);
        StateDicts.Found found = content.weights();
        if (!found.path().isEmpty()) {
            remarks.add(TEXT.get("weights.found", file, FileWord.shown(String.join(" > ", found.path()))));
        }
        Map<String, HostTensor> tensors = content.read(found.tensors());
        FiniteValues.require(file, tensors);
        return tensors;
    }

    private static Map<String, long[]> shapesOf(Path file) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        switch (TensorFiles.kind(file)) {
            case PICKLE ->
                PickleFile.open(file).weights().tensors().forEach((name, view) -> shapes.put(name, view.shape()));
            case SAFETENSORS -> shapes.putAll(Safetensors.shapes(file));
            case NPY, NPZ, TORCHSCRIPT, UNKNOWN ->
                TensorFiles.read(file).tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        }
        return shapes;
    }

    /** What each shard holds of what the index names. */
    private static <T> Map<String, T> gathered(Path file, Function<Path, Map<String, T>> reading) {
        Map<String, T> all = new LinkedHashMap<>();
        for (Map.Entry<Path, Set<String>> shard : ShardIndex.read(file).shards().entrySet()) {
            Map<String, T> held = reading.apply(shard.getKey());
            for (String name : shard.getValue()) {
                if (!held.containsKey(name)) {
                    throw new InputException(TEXT.get(
                            "shards.weight",
                            file,
                            FileWord.shown(name),
                            shard.getKey().getFileName()));
                }
                all.put(name, Objects.requireNonNull(held.get(name)));
            }
        }
        return all;
    }
}
