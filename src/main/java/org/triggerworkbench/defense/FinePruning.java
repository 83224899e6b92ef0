package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.evaluation.ImageEdit;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.method.UnitSilencer;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.LastLayers;
import org.triggerworkbench.text.Messages;

/**
 * Fine-Pruning (Liu, Dolan-Gavitt, Garg, "Fine-Pruning: Defending Against Backdooring Attacks on Deep Neural Networks", 2018).
 * Units of the last block that sleep on clean images may be a backdoor's: they are silenced in increasing order of
 *
 * <pre>a_c = mean over clean x of unit c's activation</pre>
 *
 * <p>as long as the accuracy on the defender's images stays above (1 - tolerance) of what it was; then all weights but those
 * that read silenced units are fine-tuned. Of a vision transformer the units are the neurons of its last MLP.
 */
@AutoService(Defense.class)
public final class FinePruning implements Defense {
    static final String TOLERANCE = "tolerance";
    static final String STEP = "step";

    @Override
    public String id() {
        return "fine-pruning";
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
                new Parameter.Numeric(TOLERANCE, 0.1, 0, 1, false, false),
                new Parameter.Numeric(STEP, 0.05, 0.01, 0.5, false, false));
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Prepared(setting);
    }

    private static final class Prepared extends PlainFineTuning {
        private static final Messages TEXT = Messages.of(FinePruning.class);
        private static final int BATCH = 128;

        /** A second copy of the suspect, pruned here and there to be looked at. */
        private final TrainedCopy tried;

        private @Nullable Plan plan;

        /**
         * What is pruned.
         *
         * @param activations mean of each unit over the clean images
         * @param order of the units by them, ascending
         * @param pruned how many of these are silenced
         * @param mask of the reader's columns
         */
        private record Plan(UnitSilencer silencer, double[] activations, int[] order, int pruned, NDArray mask) {
            int[] first(int count) {
                return Arrays.copyOf(order, count);
            }
        }

        Prepared(DefenseSetting setting) {
            super("fine-pruning", setting, null);
            try {
                this.tried = TrainedCopy.of(
                        setting.compute(), setting.suspect(), setting.labels().size());
            } catch (RuntimeException e) {
                super.close();
                throw e;
            }
        }

        /** Chooses what to prune, and prunes it. */
        @Override
        public void begin() {
            Plan made = plan();
            made.silencer().silence(reader(copy()), made.first(made.pruned()));
        }

        /** What is silent stays so. */
        @Override
        public void afterUpdate() {
            super.afterUpdate();
            reader(copy()).muli(plan().mask());
        }

        private static NDArray reader(TrainedCopy copy) {
            return copy.lastLayers().parameters().get(copy.lastLayers().reader());
        }

        private Plan plan() {
            Plan known = plan;
            if (known == null) {
                double[] activations = activations(copy().lastLayers());
                int[] order = IntStream.range(0, activations.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(unit -> activations[unit]))
                        .mapToInt(Integer::intValue)
                        .toArray();
                UnitSilencer silencer = UnitSilencer.of(setting.compute(), reader(copy()), activations.length);
                int pruned = tolerated(silencer, order);
                try (TensorScope scope = new TensorScope()) {
                    NDArray mask = scope.keep(silencer.mask(Arrays.copyOf(order, pruned), reader(copy())));
                    known = new Plan(silencer, activations, order, pruned, mask);
                }
                plan = known;
            }
            return known;
        }

        private double[] activations(LastLayers layers) {
            float[][] rows =
                    EditedImages.all(setting.clean(), ImageEdit.NONE).rows(setting.compute(), BATCH, layers::units);
            return IntStream.range(0, rows[0].length)
                    .mapToDouble(unit -> Arrays.stream(rows)
                            .mapToDouble(row -> row[unit])
                            .average()
                            .orElseThrow())
                    .toArray();
        }

        /** How many units can be silenced step by step before the accuracy has fallen too far. */
        private int tolerated(UnitSilencer silencer, int[] order) {
            double least = (1 - setting.values().number(TOLERANCE))
                    * accuracy(copy().model()).value();
            int pruned = 0;
            for (double share : shares()) {
                int count = (int) Math.round(share * order.length);
                silencer.silence(reader(tried), Arrays.copyOf(order, count));
                if (accuracy(tried.model()).value() < least) {
                    break;
                }
                pruned = count;
            }
            return pruned;
        }

        /** 0, one step, two, up to all. */
        private double[] shares() {
            double step = setting.values().number(STEP);
            int steps = (int) Math.floor(1 / step + 1e-9);
            return IntStream.rangeClosed(0, steps)
                    .mapToDouble(i -> Math.round(1e6 * i * step) / 1e6)
                    .toArray();
        }

        @Override
        public Optional<Swept> swept() {
            double[] shares = shares();
            return Optional.of(new Swept() {
                @Override
                public String caption() {
                    return TEXT.get("pruning.sweep");
                }

                @Override
                public String setting() {
                    return TEXT.get("pruning.share");
                }

                @Override
                public double[] at() {
                    return shares;
                }

                @Override
                public Figure.Sweep.Mark mark() {
                    Plan made = plan();
                    return new Figure.Sweep.Mark(
                            (double) made.pruned() / made.order().length,
                            TEXT.get("pruning.mark", made.pruned(), made.order().length));
                }

                @Override
                public Classifier at(int index) {
                    Plan made = plan();
                    int count = (int) Math.round(shares[index] * made.order().length);
                    made.silencer().silence(reader(tried), made.first(count));
                    return tried.model();
                }
            });
        }

        @Override
        public List<Figure> figures() {
            Plan made = plan();
            double[] sorted = IntStream.of(made.order())
                    .mapToDouble(unit -> made.activations()[unit])
                    .toArray();
            return List.of(new Figure.Sweep(
                    TEXT.get("pruning.activations"),
                    TEXT.get("pruning.unit"),
                    IntStream.rangeClosed(1, sorted.length).asDoubleStream().toArray(),
                    List.of(new Figure.Sweep.Line(TEXT.get("pruning.activation"), Role.CLEAN, sorted)),
                    false,
                    new Figure.Sweep.Mark(made.pruned(), TEXT.get("pruning.mark", made.pruned(), sorted.length))));
        }

        @Override
        public void close() {
            Plan made = plan;
            if (made != null) {
                made.mask().close();
            }
            tried.close();
            super.close();
        }
    }
}
