package org.triggerworkbench.defense;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.optimizer.Adam;
import org.triggerworkbench.training.optimizer.Optimizer;
import org.triggerworkbench.training.optimizer.Schedule;

/** Fine-tuning of all weights on clean images, as a repair of its own. */
@AutoService(Defense.class)
public final class FineTuning implements Defense {
    /** As its card says; the published 1e-5 is for models a thousand times as large. */
    static final double RATE = 0.0003;

    private static final double WEIGHT_DECAY = 0.1;

    /** The pace of its card, for as many epochs. */
    static TrainingSettings settings(TrainingSettings usual) {
        return new TrainingSettings(usual.epochs(), RATE, Schedule.COSINE, 0, usual.checkpointEvery(), usual.seed());
    }

    /** The optimiser of its card. */
    static Optimizer optimizer(Compute compute) {
        return Adam.adamW(compute, WEIGHT_DECAY, 0.999, 1e-8);
    }

    @Override
    public String id() {
        return "fine-tuning";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TRAINABLE_MODEL);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return PlainFineTuning.alone(id(), setting);
    }
}
