package org.triggerworkbench.training.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.text.AllowedBecause;

/** Stochastic gradient descent with momentum and L2 weight decay, as torch.optim.SGD: v = m v + (g + d p); p -= lr v. */
@AllowedBecause("an update is never part of a gradient")
public final class Sgd implements Optimizer {
    private final double momentum;
    private final double weightDecay;
    private final OptimizerState slots;

    public Sgd(Compute compute, double momentum, double weightDecay) {
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.slots = new OptimizerState(compute);
    }

    @Override
    public void update(Map<String, NDArray> parameters, double learningRate) {
        parameters.forEach((name, parameter) -> {
            NDArray gradient = parameter.getGradient();
            NDArray step = weightDecay == 0 ? gradient : gradient.add(parameter.mul((float) weightDecay));
            if (momentum != 0) {
                step = slots.get(name, "momentum", parameter)
                        .muli((float) momentum)
                        .addi(step);
            }
            parameter.subi(step.mul((float) learningRate));
        });
    }

    @Override
    public Map<String, HostTensor> state() {
        return slots.save();
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        slots.restore(state);
    }

    @Override
    public void close() {
        slots.close();
    }
}
