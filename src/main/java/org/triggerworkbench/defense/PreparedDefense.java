package org.triggerworkbench.defense;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.evaluation.EditedImages;
import org.triggerworkbench.method.Detection;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.TrainingTask;

/** A defence at work. Its phases are trained first, if it has any; then it is asked for what it found. */
public sealed interface PreparedDefense extends AutoCloseable {
    /** What is trained, one after the other; nothing where the defence only looks. */
    default List<TrainingTask> phases() {
        return List.of();
    }

    /**
     * What is seen of a phase's weights.
     *
     * @param weights what the phase trains and its state, by name
     */
    default Shown shown(Map<String, HostTensor> weights) {
        return new Shown.Weights(weights);
    }

    @Override
    void close();

    /** Says whether there is a backdoor. */
    non-sealed interface Detector extends PreparedDefense {
        /** @param cancelled asked between parts of the work; what is returned after it turned true is not used */
        Detection detect(BooleanSupplier cancelled);
    }

    /** Scores inputs. */
    non-sealed interface InputFilter extends PreparedDefense {
        /** What the scores measure. */
        String statistic();

        /**
         * A score for each input, larger where it is more suspicious. An input's score must not depend on the other inputs.
         *
         * @param inputs clean or triggered, which is not told
         */
        double[] scores(EditedImages inputs);

        /**
         * What it does to an input, for the eye.
         *
         * @param input one image, clean or triggered
         * @param name what to call it
         */
        default Optional<Figure> illustration(EditedImages input, String name) {
            return Optional.empty();
        }

        /** Share of clean inputs that may be rejected, in [0, 1]. */
        default double rejected() {
            return 0.05;
        }
    }

    /** Makes a model or a prompt that no longer answers to a trigger. */
    non-sealed interface Repairer extends PreparedDefense {
        /** What a victim would use, with the weights as they are now. Closed with this. */
        Classifier repaired();

        /**
         * What it looks for before its {@link #phases()}, such as a trigger: phases too, of which plain fine-tuning has none and
         * which count for no step of the repair.
         */
        default List<TrainingTask> search() {
            return List.of();
        }

        /** As long a training on the same images, without anything that repairs; this one where it has nothing of that kind. */
        Repairer plain();

        /**
         * The repaired model fine-tuned again, made once the phases are trained; its phase is named {@code rebound}. Empty where
         * what was repaired has no weights to train.
         *
         * @param setting of this defence
         */
        default Optional<Repairer> rebound(DefenseSetting setting) {
            Classifier repaired = repaired();
            return TrainedCopy.takes(repaired)
                    ? Optional.of(PlainFineTuning.again(setting.withSuspect(repaired)))
                    : Optional.empty();
        }

        /** What the run measures over a setting, once the phases are trained; empty for nothing. */
        default Optional<Swept> swept() {
            return Optional.empty();
        }

        /** What else there is to see, once the phases are trained. */
        default List<Figure> figures() {
            return List.of();
        }

        /** Writes what was repaired to a folder, as {@code repaired.safetensors} and what belongs to it. */
        Path save(Path folder);
    }
}
