package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.model.WeightSpec;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.TrainingTask;

/**
 * Re-initialisation: the last n layers are drawn anew from the laws of an untrained model, then all weights are fine-tuned on
 * clean images. One of the defences that NeuBA (Zhang et al., 2023) is tried against.
 */
@AutoService(Defense.class)
public final class ReInitialisation implements Defense {
    static final String LAYERS = "layers";
    static final String SWEEP = "sweep";

    @Override
    public String id() {
        return "re-initialisation";
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
        return List.of(
                new Parameter.Numeric(LAYERS, 1, 0, 1000, true, false),
                new Parameter.Numeric(SWEEP, 0, 0, 1000, true, false));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Prepared(setting);
    }

    /** One number of layers: these drawn anew when its turn comes, then fine-tuned. */
    private static class Drawn extends PlainFineTuning {
        private final Compute compute;
        private final long seed;
        private final int layers;

        Drawn(String name, DefenseSetting setting, int layers) {
            super(name, setting, null);
            this.compute = setting.compute();
            this.seed = setting.seed();
            this.layers = layers;
            int most = copy().lastLayers().fromTheLast().size();
            if (layers > most) {
                super.close();
                throw new InputException(Messages.of(ReInitialisation.class)
                        .get("reinit.layers", setting.suspect().card().name(), most, layers));
            }
        }

        @Override
        public void begin() {
            LastLayers model = copy().lastLayers();
            for (WeightSpec spec : model.fromTheLast().subList(0, layers).stream()
                    .flatMap(List::stream)
                    .toList()) {
                NDArray weight = model.parameters().get(spec.name());
                try (TensorScope _ = new TensorScope()) {
                    boolean trained = weight.hasGradient();
                    weight.setRequiresGradient(false);
                    compute.tensor(spec.draw(seed)).copyTo(weight);
                    weight.setRequiresGradient(trained);
                }
            }
        }
    }

    private static final class Prepared extends Drawn {
        private static final Messages TEXT = Messages.of(ReInitialisation.class);

        private final int layers;
        /** The other numbers of layers, from 1; null at this one's own. */
        private final List<@Nullable Drawn> others = new ArrayList<>();

        Prepared(DefenseSetting setting) {
            super("re-initialisation", setting, setting.values().whole(LAYERS));
            this.layers = setting.values().whole(LAYERS);
            try {
                for (int n = 1; n <= setting.values().whole(SWEEP); n++) {
                    others.add(n == layers ? null : new Drawn("re-initialised-" + n, setting, n));
                }
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        @Override
        public Optional<Swept> swept() {
            return others.isEmpty() ? Optional.empty() : Optional.of(new LayersSwept());
        }

        @Override
        public void close() {
            for (Drawn other : others) {
                if (other != null) {
                    other.close();
                }
            }
            super.close();
        }

        private final class LayersSwept implements Swept {
            @Override
            public String caption() {
                return TEXT.get("reinit.sweep");
            }

            @Override
            public String setting() {
                return TEXT.get("reinit.setting");
            }

            @Override
            public double[] at() {
                return IntStream.rangeClosed(1, others.size()).asDoubleStream().toArray();
            }

            @Override
            public Figure.Sweep.@Nullable Mark mark() {
                return layers >= 1 && layers <= others.size()
                        ? new Figure.Sweep.Mark(layers, TEXT.get("reinit.mark"))
                        : null;
            }

            @Override
            public List<TrainingTask> phases() {
                List<TrainingTask> phases = new ArrayList<>();
                for (Drawn other : others) {
                    if (other != null) {
                        phases.addAll(other.phases());
                    }
                }
                return phases;
            }

            @Override
            public Classifier at(int index) {
                Drawn other = others.get(index);
                return other == null ? repaired() : other.repaired();
            }
        }
    }
}
