package org.triggerworkbench.model.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.model.Parameters;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Checks the tensors of a file against the weights a network needs, and brings them to the device. */
final class StateDict {
    private static final Messages TEXT = Messages.of(StateDict.class);
    private static final int NAMED = 5;
    /** PyTorch counts batches here; with a fixed momentum nothing reads it. */
    private static final String BATCH_COUNT = ".num_batches_tracked";

    private StateDict() {}

    /**
     * @param refusal the sentence for what does not fit
     * @throws InputException if a weight is missing, of another shape, or not needed; names up to five of each
     */
    static Parameters load(
            Compute compute, Map<String, HostTensor> tensors, List<WeightSpec> needed, UnaryOperator<String> refusal) {
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        Map<String, HostTensor> found = new LinkedHashMap<>();
        Map<String, HostTensor> extra = new LinkedHashMap<>(tensors);
        for (WeightSpec spec : needed) {
            HostTensor tensor = extra.remove(spec.name());
            if (tensor == null) {
                missing.add(spec.name());
            } else if (!Arrays.equals(tensor.shape(), spec.shape())) {
                misshapen.add(TEXT.get("weights.shape", spec.name(), shape(tensor.shape()), shape(spec.shape())));
            } else {
                found.put(spec.name(), tensor);
            }
        }
        extra.keySet().removeIf(StateDict::isBatchCount);
        List<String> faults = new ArrayList<>();
        describe(faults, missing, "weights.missing");
        describe(faults, misshapen, "weights.misshapen");
        describe(faults, List.copyOf(extra.keySet()), "weights.extra");
        if (!faults.isEmpty()) {
            throw new InputException(refusal.apply(String.join(", ", faults)));
        }
        return toDevice(compute, found);
    }

    /** Frozen weights on the device, which outlive any scope that is open. */
    static Parameters toDevice(Compute compute, Map<String, HostTensor> tensors) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        try (TensorScope scope = new TensorScope()) {
            tensors.forEach(
                    (name, tensor) -> weights.put(name, scope.keep(compute.tensor(tensor.floats(), tensor.shape()))));
        }
        return new Parameters(weights);
    }

    /** Whether a tensor only counts the batches a batch norm has seen. */
    static boolean isBatchCount(String name) {
        return name.endsWith(BATCH_COUNT);
    }

    private static void describe(List<String> faults, List<String> names, String key) {
        if (!names.isEmpty()) {
            String named = names.stream().limit(NAMED).map(FileWord::shown).collect(Collectors.joining(", "));
            faults.add(TEXT.get(
                    key, names.size() > NAMED ? TEXT.get("weights.more", named, names.size() - NAMED) : named));
        }
    }

    private static String shape(long[] shape) {
        return Arrays.toString(shape);
    }
}
