package org.triggerworkbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;

/** A small fit of a line with noise from the engine's own generator, and a hook in each step. */
final class NoisyFit implements TrainingTask, AutoCloseable {
    static final int STEPS_PER_EPOCH = 5;

    private final Compute compute;
    private final LongConsumer hook;
    private final Map<String, NDArray> trainable = new LinkedHashMap<>();
    final List<Integer> liveTensors = Collections.synchronizedList(new ArrayList<>());

    /** @param hook called with each step, on the gradient thread, before its loss is built */
    NoisyFit(Compute compute, LongConsumer hook) {
        this.compute = compute;
        this.hook = hook;
        trainable.put("slope", compute.tensor(new float[] {0.5f, -1, 2, 0}, 4));
        trainable.put("offset", compute.tensor(new float[] {0.25f}));
        trainable.values().forEach(tensor -> tensor.setRequiresGradient(true));
    }

    @Override
    public String name() {
        return "fit";
    }

    @Override
    public Map<String, NDArray> trainable() {
        return trainable;
    }

    @Override
    public int stepsPerEpoch() {
        return STEPS_PER_EPOCH;
    }

    @Override
    public StepLoss loss(long step) {
        hook.accept(step);
        SplittableRandom random = Seeds.generator(1, "fit", step);
        NDArray x = compute.tensor(Seeds.normal(4, 1, random), 4);
        NDArray y = compute.tensor(Seeds.normal(4, 1, random), 4);
        NDArray noise = compute.manager().randomUniform(0, 1, new Shape(4), DataType.FLOAT32);
        NDArray slope = tensor("slope");
        NDArray off = slope.mul(x).add(tensor("offset")).sub(y).add(noise);
        NDArray loss = off.mul(off).mean();
        return new StepLoss(loss, Map.of("fit", loss), 4);
    }

    @Override
    public Map<String, Double> evaluate(int epoch) {
        liveTensors.add(compute.liveTensors());
        return Map.of("epoch", (double) epoch);
    }

    Map<String, HostTensor> values() {
        return trainable.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Compute.toHost(entry.getValue())));
    }

    @Override
    public void close() {
        trainable.values().forEach(NDArray::close);
    }

    private NDArray tensor(String name) {
        NDArray tensor = trainable.get(name);
        if (tensor == null) {
            throw new IllegalStateException(name);
        }
        return tensor;
    }
}
