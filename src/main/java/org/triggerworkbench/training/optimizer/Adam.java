package org.triggerworkbench.training.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.text.AllowedBecause;

/**
 * Adam (Kingma and Ba 2015, algorithm 1, with bias correction). With decoupled weight decay it is AdamW (Loshchilov and
 * Hutter 2019, algorithm 2): p -= lr d p before the step; else the decay is added to the gradient.
 */
@AllowedBecause("an update is never part of a gradient")
public final class Adam implements Optimizer {
    private static final String STEPS = "steps";

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;
    private final boolean decoupled;
    private final OptimizerState slots;
    private int steps;

    private Adam(Compute compute, double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.weightDecay = weightDecay;
        this.decoupled = decoupled;
        this.slots = new OptimizerState(compute);
    }

    /** Adam with the paper's betas 0.9 and 0.999. */
    public static Adam adam(Compute compute, double weightDecay) {
        return new Adam(compute, 0.9, 0.999, 1e-8, weightDecay, false);
    }

    /** Adam with betas of its own and no weight decay. */
    public static Adam adam(Compute compute, double beta1, double beta2) {
        return new Adam(compute, beta1, beta2, 1e-8, 0, false);
    }

    /** AdamW with CLIP's betas 0.9 and 0.98 and epsilon 1e-6 when so asked, else the paper's. */
    public static Adam adamW(Compute compute, double weightDecay, double beta2, double epsilon) {
        return new Adam(compute, 0.9, beta2, epsilon, weightDecay, true);
    }

    @Override
    public void update(Map<String, NDArray> parameters, double learningRate) {
        steps++;
        double correction1 = 1 - Math.pow(beta1, steps);
        double correction2 = Math.sqrt(1 - Math.pow(beta2, steps));
        // Factors are floats: a double would turn a tensor without dimensions into float64.
        parameters.forEach((name, parameter) -> {
            NDArray gradient = parameter.getGradient();
            if (weightDecay != 0 && decoupled) {
                parameter.muli((float) (1 - learningRate * weightDecay));
            } else if (weightDecay != 0) {
                gradient = gradient.add(parameter.mul((float) weightDecay));
            }
            NDArray first = slots.get(name, "first", parameter);
            NDArray second = slots.get(name, "second", parameter);
            first.muli((float) beta1).addi(gradient.mul((float) (1 - beta1)));
            second.muli((float) beta2).addi(gradient.square().muli((float) (1 - beta2)));
            NDArray scale = second.sqrt().divi((float) correction2).addi((float) epsilon);
            parameter.subi(first.div(scale).muli((float) (learningRate / correction1)));
        });
    }

    @Override
    public Map<String, HostTensor> state() {
        Map<String, HostTensor> state = new LinkedHashMap<>(slots.save());
        state.put(STEPS, HostTensor.of(new long[] {steps}, 1));
        return state;
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        Map<String, HostTensor> moments = new LinkedHashMap<>(state);
        HostTensor saved = moments.remove(STEPS);
        steps = saved == null ? 0 : (int) saved.longs()[0];
        slots.restore(moments);
    }

    @Override
    public void close() {
        slots.close();
    }
}
