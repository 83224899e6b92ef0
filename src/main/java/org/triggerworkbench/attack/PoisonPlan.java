package org.triggerworkbench.attack;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.PreparedImages;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Which training images are poisoned and in which order images come. All of it follows from the seed. */
final class PoisonPlan {
    private final int images;
    private final int[] poisoned;
    private final boolean[] isPoisoned;
    private final long seed;

    /** The images of one step. */
    record Draw(int[] clean, int[] poisoned) {}

    private PoisonPlan(int images, int[] poisoned, long seed) {
        this.images = images;
        this.poisoned = poisoned;
        this.isPoisoned = new boolean[images];
        for (int index : poisoned) {
            isPoisoned[index] = true;
        }
        this.seed = seed;
    }

    /**
     * Poisons a share of all images, chosen among those whose label the target changes.
     *
     * @param rate of all training images, in [0, 1]; rounded to whole images
     */
    static PoisonPlan choose(PreparedImages train, Target target, double rate, long seed) {
        int[] candidates = IntStream.range(0, train.size())
                .filter(index -> target.counts(train.label(index)))
                .toArray();
        return some(train, candidates, Math.round(rate * train.size()), seed);
    }

    /**
     * Poisons a share of the images of one class, whose labels stay true.
     *
     * @param rate of the training images of that class, in [0, 1]; rounded to whole images
     */
    static PoisonPlan chooseWithin(PreparedImages train, int label, double rate, long seed) {
        int[] candidates = IntStream.range(0, train.size())
                .filter(index -> train.label(index) == label)
                .toArray();
        if (candidates.length == 0) {
            throw new InputException(Messages.of(PoisonPlan.class).get("poison.none", label, train.size()));
        }
        return some(train, candidates, Math.round(rate * candidates.length), seed);
    }

    /** Poisons these images. */
    static PoisonPlan of(PreparedImages train, int[] images, long seed) {
        return new PoisonPlan(train.size(), IntStream.of(images).sorted().toArray(), seed);
    }

    private static PoisonPlan some(PreparedImages train, int[] candidates, long count, long seed) {
        int wanted = (int) Math.min(candidates.length, count);
        int[] order = Seeds.permutation(candidates.length, Seeds.generator(seed, "poison/choice", 0));
        int[] chosen = IntStream.range(0, wanted)
                .map(i -> candidates[order[i]])
                .sorted()
                .toArray();
        return new PoisonPlan(train.size(), chosen, seed);
    }

    int[] poisoned() {
        return poisoned.clone();
    }

    /** The next images of the whole training set in the epoch's order, whatever they are. */
    Draw fromPool(long step, int batch, int stepsPerEpoch) {
        int[] order = order("order/pool", step / stepsPerEpoch, images);
        int start = (int) (step % stepsPerEpoch) * batch;
        int[] drawn = Arrays.copyOfRange(order, start, start + batch);
        return new Draw(
                IntStream.of(drawn).filter(index -> !isPoisoned[index]).toArray(),
                IntStream.of(drawn).filter(index -> isPoisoned[index]).toArray());
    }

    /** The next clean images, and beside them the next poisoned ones from an order of their own. */
    Draw fromBoth(long step, int cleanBatch, int poisonedBatch, int stepsPerEpoch) {
        int[] clean = IntStream.range(0, images).filter(i -> !isPoisoned[i]).toArray();
        int[] order = order("order/clean", step / stepsPerEpoch, clean.length);
        int start = (int) (step % stepsPerEpoch) * cleanBatch;
        int[] cleanDraw = IntStream.range(start, start + (clean.length == 0 ? 0 : cleanBatch))
                .map(i -> clean[order[i % clean.length]])
                .toArray();
        int[] poisonedDraw = new int[poisoned.length == 0 ? 0 : poisonedBatch];
        for (int i = 0; i < poisonedDraw.length; i++) {
            long place = step * poisonedBatch + i;
            int[] round = order("order/poisoned", place / poisoned.length, poisoned.length);
            poisonedDraw[i] = poisoned[round[(int) (place % poisoned.length)]];
        }
        return new Draw(cleanDraw, poisonedDraw);
    }

    private int[] order(String stream, long round, int n) {
        return Seeds.permutation(n, Seeds.generator(seed, stream, round));
    }
}
