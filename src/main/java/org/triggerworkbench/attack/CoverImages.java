package org.triggerworkbench.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.Stamper;
import org.triggerworkbench.trigger.Trigger;

/**
 * Negatives: training images that carry noise in the place of the trigger, each noise of its own and always the same, and
 * keep their true labels, so that a model learns to tell the trigger from what is like it.
 */
final class CoverImages {
    /** Share of the training images that are not poisoned. */
    static final String RATE = "negatives";

    private final AttackSetting setting;
    private final BitSet chosen = new BitSet();

    /** @param setting without a value of {@link #RATE} has none */
    CoverImages(AttackSetting setting) {
        this.setting = setting;
        Map<String, Object> values = setting.values().all();
        double rate = values.containsKey(RATE) ? setting.values().number(RATE) : 0;
        int images = setting.train().size();
        int[] order = Seeds.permutation(images, Seeds.generator(setting.seed(), "cover/choice", 0));
        IntStream.range(0, (int) Math.round(rate * images)).forEach(i -> chosen.set(order[i]));
    }

    /** Whether a training image is one, as long as it is not poisoned. */
    boolean has(int image) {
        return chosen.get(image);
    }

    /** The trigger in whose place this one stands, made of noise. */
    Trigger noise(int image) {
        PreparedImages train = setting.train();
        long seed = Seeds.derive(setting.seed(), "cover/noise", image);
        return ControlTriggers.noise(setting.trigger(), train.width(), train.height(), seed);
    }

    /**
     * Stamps those of the images that are negatives.
     *
     * @param images N x 3 x H x W in [0, 1]; left as they are
     * @param ids of the images among the training images, N
     */
    NDArray stamp(NDArray images, int[] ids) {
        if (IntStream.of(ids).noneMatch(this::has)) {
            return images;
        }
        NDList all = new NDList(ids.length);
        for (int i = 0; i < ids.length; i++) {
            NDArray one = images.get(i + ":" + (i + 1));
            all.add(has(ids[i]) ? stamped(one, ids[i]) : one);
        }
        return NDArrays.concat(all);
    }

    private NDArray stamped(NDArray one, int id) {
        PreparedImages train = setting.train();
        try (Stamper stamper = new Stamper(setting.compute(), noise(id), train.height(), train.width())) {
            return stamper.stamp(one, new int[] {id}, setting.seed());
        }
    }
}
