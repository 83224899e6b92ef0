package org.triggerworkbench.attack;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.TensorScope;
import org.triggerworkbench.data.PreparedImages;

/**
 * The training set of an attack that poisons images, in the order of its indices and as it is trained on, but for the
 * augmentation, which differs from step to step. Its images are to be asked for on one of the engine's threads.
 */
public final class PoisonedTraining implements AutoCloseable {
    private final AttackSetting setting;
    private final PoisonedImages images;
    private final BitSet poisoned = new BitSet();

    /**
     * @param setting with the trigger that the attack stamps
     * @param poisoned indices of the poisoned training images, as {@link PreparedAttack#poisoned} tells them
     */
    public PoisonedTraining(AttackSetting setting, int[] poisoned) {
        this.setting = setting;
        this.images = new PoisonedImages(setting);
        IntStream.of(poisoned).forEach(this.poisoned::set);
    }

    /** Number of training images, poisoned and clean. */
    public int size() {
        return setting.train().size();
    }

    /** Whether an image carries the trigger. */
    public boolean isPoisoned(int image) {
        return poisoned.get(image);
    }

    /** Whether an image carries noise in the place of the trigger and keeps its label. */
    public boolean isNegative(int image) {
        return !isPoisoned(image) && images.isNegative(image);
    }

    /** The class that an image is trained towards. */
    public int label(int image) {
        int own = setting.train().label(image);
        return isPoisoned(image) ? setting.target().expected(own) : own;
    }

    /**
     * Some images, one after the other.
     *
     * @param from the first
     * @param to the one after the last
     * @return (to - from) x 3 x height x width in [0, 1]
     */
    public float[] pixels(int from, int to) {
        PoisonPlan.Draw draw = new PoisonPlan.Draw(
                IntStream.range(from, to).filter(image -> !isPoisoned(image)).toArray(),
                IntStream.range(from, to).filter(this::isPoisoned).toArray());
        float[] drawn;
        try (TensorScope _ = new TensorScope()) {
            drawn = images.unaugmented(draw).toFloatArray();
        }
        PreparedImages train = setting.train();
        int length = 3 * train.height() * train.width();
        float[] ordered = new float[drawn.length];
        int[] ids = IntStream.concat(IntStream.of(draw.clean()), IntStream.of(draw.poisoned()))
                .toArray();
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(drawn, i * length, ordered, (ids[i] - from) * length, length);
        }
        return ordered;
    }

    @Override
    public void close() {
        images.close();
    }
}
