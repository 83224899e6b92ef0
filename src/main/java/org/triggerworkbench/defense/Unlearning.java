package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.FoundTrigger;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Stamper;

/**
 * Unlearning with the inverted trigger (Wang et al. 2019, section 6.2): Neural Cleanse first; then fine-tuning on clean images,
 * a share of which carry the trigger of the most suspicious class with their true labels.
 */
@AutoService(Defense.class)
public final class Unlearning implements Defense {
    private static final String STAMPED = "stamped";

    @Override
    public String id() {
        return "unlearning";
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
        return Stream.concat(
                        Stream.of(new Parameter.Numeric(STAMPED, 0.2, 0, 1, false, false)),
                        TriggerInversion.parameters(1).stream())
                .toList();
    }

    @Override
    public PreparedDefense prepare(DefenseSetting setting) {
        return new Prepared(setting);
    }

    private static final class Prepared implements PreparedDefense.Repairer {
        private final DefenseSetting setting;
        private final TriggerInversion inversion;
        private final PlainFineTuning tuning;
        private @Nullable Stamper stamper;

        Prepared(DefenseSetting setting) {
            this.setting = setting;
            // First, for it may refuse the model.
            this.tuning = PlainFineTuning.on("unlearning", setting, this::stamped);
            this.inversion = new TriggerInversion(setting, setting.clean(), new int[0]);
        }

        /** The first images of a batch with the trigger found; the batch is in random order. */
        private NDArray stamped(NDArray images) {
            long n = images.getShape().get(0);
            long carrying = Math.round(n * setting.values().number(STAMPED));
            if (carrying == 0) {
                return images;
            }
            int[] ids = IntStream.range(0, (int) carrying).toArray();
            NDArray some = stamper().stamp(images.get(new NDIndex("0:" + carrying)), ids, setting.seed());
            return carrying == n ? some : some.concat(images.get(new NDIndex(carrying + ":")), 0);
        }

        /** Of the trigger found, once the search for it has ended. */
        private Stamper stamper() {
            Stamper made = stamper;
            if (made == null) {
                int height = setting.clean().height();
                int width = setting.clean().width();
                made = new Stamper(setting.compute(), suspicious(found()).trigger(), height, width);
                stamper = made;
            }
            return made;
        }

        private Detection found() {
            return inversion.detect(() -> false);
        }

        /** The trigger of the class with the largest index; where none has one, the smallest mask. */
        private static FoundTrigger suspicious(Detection detection) {
            int label = detection.suspect();
            return detection.found().stream()
                    .filter(trigger -> label < 0 || trigger.label() == label)
                    .min(Comparator.comparingDouble(FoundTrigger::norm))
                    .orElseThrow();
        }

        @Override
        public List<TrainingTask> search() {
            return inversion.phases();
        }

        @Override
        public List<TrainingTask> phases() {
            return tuning.phases();
        }

        @Override
        public Shown shown(Map<String, HostTensor> weights) {
            return TriggerInversion.isSearch(weights) ? inversion.shown(weights) : tuning.shown(weights);
        }

        @Override
        public Classifier repaired() {
            return tuning.repaired();
        }

        @Override
        public Repairer plain() {
            return tuning.plain();
        }

        @Override
        public List<Figure> figures() {
            return found().figures();
        }

        @Override
        public Path save(Path folder) {
            return tuning.save(folder);
        }

        @Override
        public void close() {
            inversion.close();
            tuning.close();
            if (stamper != null) {
                stamper.close();
            }
        }
    }
}
