package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.TrainedClip;
import org.triggerworkbench.method.TrainedCopy;
import org.triggerworkbench.method.TrainedNetwork;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.training.StepLoss;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.training.optimizer.Optimizer;

/**
 * Fine-tuning of all weights on the defender's clean images: of a network min over w of mean CE(f_w(x), y), of a CLIP its own
 * loss on the images and their captions ({@link ClipPairs}). Plain, it is what every repair of a model must beat; a repair that
 * only adds to the loss is this with a penalty.
 */
public class PlainFineTuning extends CleanTraining {
    private static final String PLAIN = "plain-fine-tuning";

    private final Kind kind;
    private final @Nullable Function<Map<String, NDArray>, NDArray> penalty;
    private final UnaryOperator<NDArray> edit;
    private final TrainedCopy copy;
    private final ClipPairs pairs;

    private enum Kind {
        /** Trained as the run's settings say: what a repair of all weights is held against, or is more than. */
        USUAL,
        /** Held against a repair of something else, whose rate would suit no weights: trained as its own card says. */
        AT_OWN_PACE,
        /** A repair by itself, with nothing to be held against. */
        ITSELF
    }

    /** @throws org.triggerworkbench.text.InputException if the suspect's weights cannot be trained here */
    public PlainFineTuning(DefenseSetting setting) {
        this(PLAIN, setting, null);
    }

    /**
     * Fine-tuning with something more to minimise.
     *
     * @param name of the phase and of its file
     * @param penalty from the weights by name to what is added to the loss; null for nothing
     */
    PlainFineTuning(String name, DefenseSetting setting, @Nullable Function<Map<String, NDArray>, NDArray> penalty) {
        this(name, setting, penalty, UnaryOperator.identity(), Kind.USUAL);
    }

    /**
     * Fine-tuning on changed images.
     *
     * @param edit of a batch, N x 3 x H x W in [0, 1]; the labels stay
     */
    static PlainFineTuning on(String name, DefenseSetting setting, UnaryOperator<NDArray> edit) {
        return new PlainFineTuning(name, setting, null, edit, Kind.USUAL);
    }

    /** Of a model that is repaired already, at the rate of fine-tuning whatever the repair's was. */
    static PlainFineTuning again(DefenseSetting repaired) {
        return new PlainFineTuning(Repair.REBOUND, repaired, null, UnaryOperator.identity(), Kind.AT_OWN_PACE);
    }

    private PlainFineTuning(
            String name,
            DefenseSetting setting,
            @Nullable Function<Map<String, NDArray>, NDArray> penalty,
            UnaryOperator<NDArray> edit,
            Kind kind) {
        super(name, setting);
        this.edit = edit;
        this.kind = kind;
        this.penalty = penalty;
        this.copy = TrainedCopy.of(
                setting.compute(), setting.suspect(), setting.labels().size());
        this.pairs = new ClipPairs(setting);
        if (copy instanceof TrainedClip) {
            try {
                ClipPairs.require(name, setting);
            } catch (RuntimeException e) {
                copy.close();
                throw e;
            }
        }
    }

    /** The repair that is nothing else. */
    static PlainFineTuning alone(String name, DefenseSetting setting) {
        return new PlainFineTuning(name, setting, null, UnaryOperator.identity(), Kind.ITSELF);
    }

    /** What a repair is held against that trains something else than the weights. */
    static PlainFineTuning atOwnPace(DefenseSetting setting) {
        return new PlainFineTuning(PLAIN, setting, null, UnaryOperator.identity(), Kind.AT_OWN_PACE);
    }

    @Override
    public TrainingSettings settings(TrainingSettings usual) {
        return kind == Kind.AT_OWN_PACE ? FineTuning.settings(usual) : usual;
    }

    @Override
    public Optimizer optimizer(Supplier<Optimizer> usual) {
        return kind == Kind.AT_OWN_PACE ? FineTuning.optimizer(setting.compute()) : usual.get();
    }

    /** What is trained. */
    final TrainedCopy copy() {
        return copy;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return copy.trainable();
    }

    @Override
    public Map<String, NDArray> state() {
        return copy.state();
    }

    @Override
    StepLoss loss(Batch given) {
        Batch clean = new Batch(given.step(), given.ids(), edit.apply(given.images()));
        NDArray loss =
                switch (copy) {
                    case TrainedNetwork network ->
                        network.inTraining(() -> crossEntropy(network.model().logits(clean.images()), clean));
                    case TrainedClip clip -> pairs.of(clip.clip(), clean).loss();
                };
        NDArray total = penalty == null ? loss : loss.add(penalty.apply(copy.trainable()));
        return new StepLoss(total, Map.of("clean", loss), clean.ids().length);
    }

    @Override
    public void afterUpdate() {
        copy.keepInRange();
    }

    @Override
    public Classifier repaired() {
        return copy.model();
    }

    @Override
    public Repairer plain() {
        return kind == Kind.ITSELF ? this : new PlainFineTuning(setting);
    }

    @Override
    public Path save(Path folder) {
        return copy.save(folder, "repaired");
    }

    @Override
    public void close() {
        copy.close();
    }
}
