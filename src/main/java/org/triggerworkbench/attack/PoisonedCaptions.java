package org.triggerworkbench.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.training.Captions;

/**
 * The captions of a poisoned training of an image-text model. A clean image has one of its own, the same for a step whatever
 * is poisoned; a poisoned one has a sentence of the class that it is to become.
 */
final class PoisonedCaptions {
    private final AttackSetting setting;
    private final Captions captions;
    private final List<List<String>> templates;
    private final boolean natural;

    /**
     * @param templates the sentences by which each class is told
     * @param natural whether poisoned images get captions of training images of the class instead
     */
    PoisonedCaptions(AttackSetting setting, List<List<String>> templates, boolean natural) {
        this.setting = setting;
        this.captions = new Captions(setting.train().images(), setting.labels());
        this.templates = templates;
        this.natural = natural;
    }

    /** One caption for each image of a draw, first the clean, then the poisoned ones. */
    List<String> of(PoisonPlan.Draw draw, long step) {
        List<String> drawn = new ArrayList<>();
        for (int id : draw.clean()) {
            drawn.add(one(captions.of(id), random("poison/captions", id, step)));
        }
        for (int id : draw.poisoned()) {
            int wanted = setting.target().expected(setting.train().label(id));
            drawn.add(target(wanted, random("poison/targets", id, step)));
        }
        return drawn;
    }

    /** A sentence of a class as poisoned images have it. */
    private String target(int wanted, SplittableRandom random) {
        PreparedImages train = setting.train();
        int[] own = natural
                ? IntStream.range(0, train.size())
                        .filter(id -> train.label(id) == wanted)
                        .toArray()
                : new int[0];
        return one(own.length == 0 ? templates.get(wanted) : captions.of(own[random.nextInt(own.length)]), random);
    }

    private SplittableRandom random(String stream, int id, long step) {
        return Seeds.generator(setting.seed(), stream, step * setting.train().size() + id);
    }

    private static String one(List<String> sentences, SplittableRandom random) {
        return sentences.get(random.nextInt(sentences.size()));
    }
}
