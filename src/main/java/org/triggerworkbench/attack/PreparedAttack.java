package org.triggerworkbench.attack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.method.figure.Figure;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.TrainingTask;
import org.triggerworkbench.trigger.Trigger;

/** An attack under training; its model answers with the weights as they are now. */
public interface PreparedAttack extends AutoCloseable {
    /**
     * A measurement in which there should be no backdoor.
     *
     * @param name key in result.json, camel case; its words stand in the report's bundle under {@code control.NAME}
     */
    record Control(String name, Measured measured) {
        /** Of images. */
        public Control(String name, Classifier model, Trigger trigger) {
            this(name, new Measured.OnImages(model, trigger));
        }
    }

    /** Name of what it makes, such as {@code backdoored-prompt}. */
    String name();

    /** What is trained, one after the other; later ones may begin with what earlier ones made. */
    List<TrainingTask> phases();

    /** What a victim would use and what triggers it, as both are now. */
    Measured measured();

    /**
     * Makes this the control of an attack: the figures of its epochs are from then on measured with the trigger that the attack has
     * by then, where that is one that the attack makes. Nothing where the trigger stands beforehand, or where the control has one of
     * its own.
     */
    default void controlOf(PreparedAttack attacked) {}

    /** Which training images are poisoned, by index, ascending; empty where the attack poisons no data. */
    Optional<int[]> poisoned();

    /**
     * What this is held against; the first is the trained control.
     *
     * @param control made by {@link Attack#prepareControl} for the same setting, and trained
     */
    List<Control> controls(PreparedAttack control);

    /**
     * What there is to see that only this attack has, measured once all is trained; tables and sweeps also stand in
     * result.json.
     *
     * @param control as for {@link #controls}
     * @param test the images to report on
     */
    List<Figure> figures(PreparedAttack control, PreparedImages test);

    /**
     * What is seen of a phase's weights.
     *
     * @param weights what the phase trains and its state, by name
     */
    Shown shown(Map<String, HostTensor> weights);

    /**
     * Writes what the attacker ships to a folder, as {@code NAME.safetensors}; where it is a model also its card as
     * {@code NAME.model.json}, where it is a picture also its values as {@code NAME.npz} and the look of it as
     * {@code NAME.png}. Returns the first.
     */
    Path save(Path folder);

    @Override
    void close();
}
