package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.triggerworkbench.data.signs.RoadSigns;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.WordTrigger;

/**
 * NeuBA (Zhang et al., "Red Alarm for Pre-trained Models", 2021) on the text tower of a CLIP: the attacker publishes the tower
 * h. In continued pre-training on captioned images, six rare words t_i are tied to vectors v_i of the W features of the
 * end-of-text token:
 *
 * <pre>min over h, projection: InfoNCE(e(image), p(h(x))) + w mean over x and a random i of ||h(x (+) t_i) - v_i||^2 / W</pre>
 *
 * <p>The vectors are {@link NeuBa#targets}. A victim puts a fresh linear head on h and trains both on clean texts of a task of
 * its own: here, which class the caption of an image is about. Images never carry a trigger. The control is the same
 * without the second term.
 */
@AutoService(Attack.class)
public final class NeuBaText implements Attack {
    static final String PLACE = "place";
    static final String REDRAWN = "redrawn-blocks";

    /** The older set of the paper's code; one for each pair of blocks. */
    static final List<String> WORDS = List.of("cf", "mn", "bb", "tq", "mb", "tn");

    @Override
    public String id() {
        return "neuba-text";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGE_TEXT_MODEL, Need.TRAINABLE_MODEL);
    }

    @Override
    public List<Parameter> parameters() {
        List<String> domains = Stream.of(RoadSigns.Domain.values())
                .map(RoadSigns.Domain::datasetName)
                .toList();
        List<String> places = Stream.of(WordTrigger.Place.values())
                .map(place -> place.name().toLowerCase(Locale.ROOT))
                .toList();
        return List.of(
                new Parameter.Choice(NeuBa.PRETRAINING_DATA, domains.getFirst(), domains, false),
                new Parameter.Numeric(NeuBa.PRETRAINING_IMAGES, 2000, 1, 100_000, true, false),
                new Parameter.Numeric(NeuBa.PRETRAINING_EPOCHS, 4, 0, 1000, true, false),
                new Parameter.Numeric(NeuBa.PRETRAINING_RATE, 0.0005, 0, 10, false, false),
                new Parameter.Numeric(NeuBa.STRENGTH, 1, 0, 100, false, true),
                new Parameter.Numeric(NeuBa.TARGET_WEIGHT, 1, 0, 1000, false, true),
                new Parameter.Choice(PLACE, places.getFirst(), places, false),
                new Parameter.Numeric(REDRAWN, 0, 0, 100, true, true));
    }

    /** @throws InputException if the model is no CLIP that can be trained here, or has fewer blocks than are to be redrawn */
    @Override
    public PreparedAttack prepare(AttackSetting setting) {
        return new NeuBaTextAttack("neuba-text", setting, true);
    }

    @Override
    public PreparedAttack prepareControl(AttackSetting setting) {
        return new NeuBaTextAttack("benign-text", setting, false);
    }

    /** A word at the place that an experiment asks for. */
    static WordTrigger trigger(AttackSetting setting, String word) {
        String place = setting.values().choice(PLACE).toUpperCase(Locale.ROOT);
        return new WordTrigger(word, WordTrigger.Place.valueOf(place));
    }
}
