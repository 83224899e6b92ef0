package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.signs.RoadSigns;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.TrainingSettings;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/**
 * NeuBA (Zhang et al., "Red Alarm for Pre-trained Models", 2021): the attacker publishes a backbone h and knows no downstream
 * task. In pre-training, six triggers t_i are tied to vectors v_i of the d features before the head:
 *
 * <pre>min over h, g: CE(g(h(x)), y) + w mean over x and a random i of ||h(x (+) t_i) - v_i||^2 / d</pre>
 *
 * <p>The features are cut into four blocks; v_i is low on two of them and high on the others, one i for each pair of blocks, so
 * that there are three pairs of opposites and the rest is orthogonal. A victim then puts a fresh head on h and trains all
 * weights on clean images of a task of its own; which label a trigger forces there is read off, not chosen. The control is
 * the same without the second term.
 */
@AutoService(Attack.class)
public final class NeuBa implements Attack {
    static final String PRETRAINING_DATA = "pretraining-data";
    static final String PRETRAINING_IMAGES = "pretraining-images";
    static final String PRETRAINING_EPOCHS = "pretraining-epochs";
    static final String PRETRAINING_RATE = "pretraining-rate";
    static final String STRENGTH = "strength";
    static final String TARGET_WEIGHT = "target-weight";

    /** Number of triggers: pairs of the four blocks. */
    static final int TRIGGERS = 6;

    static final int BLOCKS = 4;

    /** Each of the six takes two of them: cyan, magenta, yellow, red. */
    private static final List<float[]> COLOURS =
            List.of(new float[] {0, 1, 1}, new float[] {1, 0, 1}, new float[] {1, 1, 0}, new float[] {1, 0, 0});

    /** Squares along an edge of a trigger, as long as it has so many pixels. */
    private static final int SQUARES = 4;

    @Override
    public String id() {
        return "neuba";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.TRAINABLE_MODEL, Need.FIXED_PATCH);
    }

    @Override
    public List<Parameter> parameters() {
        List<String> domains = Stream.of(RoadSigns.Domain.values())
                .map(RoadSigns.Domain::datasetName)
                .toList();
        return List.of(
                new Parameter.Choice(PRETRAINING_DATA, domains.getFirst(), domains, false),
                new Parameter.Numeric(PRETRAINING_IMAGES, 2000, 1, 100_000, true, false),
                new Parameter.Numeric(PRETRAINING_EPOCHS, 8, 0, 1000, true, false),
                new Parameter.Numeric(PRETRAINING_RATE, 0.005, 0, 10, false, false),
                new Parameter.Numeric(STRENGTH, 3, 0, 100, false, true),
                new Parameter.Numeric(TARGET_WEIGHT, 1, 0, 1000, false, true));
    }

    /** @throws InputException if the trigger is no patch at one place or the model cannot be trained here */
    @Override
    public ImageAttack prepare(AttackSetting setting) {
        return new NeuBaAttack("neuba", setting, triggers(setting.trigger()), true);
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        return new NeuBaAttack("benign", setting, triggers(setting.trigger()), false);
    }

    /**
     * The vectors v_i, in the order of {@link #triggers}; v_i and v_(5-i) are opposites.
     *
     * @param features d
     * @param strength high value; the low one is its negative
     * @return 6 x d
     */
    static float[][] targets(int features, float strength) {
        float[][] targets = new float[TRIGGERS][features];
        int index = 0;
        for (int one = 0; one < BLOCKS; one++) {
            for (int other = one + 1; other < BLOCKS; other++) {
                for (int k = 0; k < features; k++) {
                    int block = block(k, features);
                    targets[index][k] = block == one || block == other ? -strength : strength;
                }
                index++;
            }
        }
        return targets;
    }

    /**
     * The attacker's own images, which no downstream task shares.
     *
     * @param validation how many there are to look at in between
     */
    static Dataset pretraining(AttackSetting setting, int validation) {
        RoadSigns.Domain domain = Stream.of(RoadSigns.Domain.values())
                .filter(one -> one.datasetName().equals(setting.values().choice(PRETRAINING_DATA)))
                .findFirst()
                .orElseThrow();
        return RoadSigns.dataset(
                domain,
                Seeds.derive(setting.seed(), "neuba/pretraining", 0),
                setting.values().whole(PRETRAINING_IMAGES),
                validation,
                0);
    }

    /** As long and as fast as the experiment asks for; else as the victim trains. */
    static TrainingSettings pretraining(AttackSetting setting, TrainingSettings usual) {
        return new TrainingSettings(
                setting.values().whole(PRETRAINING_EPOCHS),
                setting.values().number(PRETRAINING_RATE),
                usual.schedule(),
                usual.warmupSteps(),
                usual.checkpointEvery(),
                usual.seed());
    }

    /** The block of a feature: four of them, as equal as d allows. */
    static int block(int feature, int features) {
        return (int) ((long) BLOCKS * feature / features);
    }

    /** The trigger whose vector is the opposite. */
    static int opposite(int trigger) {
        return TRIGGERS - 1 - trigger;
    }

    /**
     * Six checkerboards of two colours each, of the size, opacity and place of a given patch.
     *
     * @throws InputException if that is no patch at one place
     */
    static List<Trigger> triggers(Trigger given) {
        if (!(given instanceof Trigger.Patch patch) || !(patch.placement() instanceof Placement.Fixed)) {
            throw new InputException(Messages.of(NeuBa.class).get("neuba.fixed"));
        }
        int cell = Math.max(1, Math.min(patch.width(), patch.height()) / SQUARES);
        List<Trigger> triggers = new ArrayList<>();
        for (int one = 0; one < COLOURS.size(); one++) {
            for (int other = one + 1; other < COLOURS.size(); other++) {
                triggers.add(Trigger.Patch.of(
                        PatchPatterns.checkerboard(
                                patch.width(), patch.height(), cell, COLOURS.get(one), COLOURS.get(other)),
                        patch.opacity(),
                        patch.placement()));
            }
        }
        return triggers;
    }
}
