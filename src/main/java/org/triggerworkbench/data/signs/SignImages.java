package org.triggerworkbench.data.signs;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.picture.Picture;

/** One split of the road signs. */
final class SignImages implements ImageSet {
    enum Split {
        TRAIN,
        VALIDATION,
        TEST
    }

    private static final List<Sign> SIGNS = List.of(Sign.values());

    private final Painter painter;
    private final RoadSigns.Domain domain;
    private final long seed;
    private final Split split;
    private final byte[] labels;

    SignImages(Painter painter, RoadSigns.Domain domain, long seed, Split split, int size) {
        this.painter = painter;
        this.domain = domain;
        this.seed = seed;
        this.split = split;
        this.labels = new byte[size];
        for (int start = 0; start < size; start += SIGNS.size()) {
            shuffleClasses(start);
        }
    }

    /** Every run of as many images as there are classes holds each class once: balanced, whatever the size. */
    private void shuffleClasses(int start) {
        SplittableRandom random = new SplittableRandom(seedOf(~start));
        byte[] order = new byte[SIGNS.size()];
        for (int i = 0; i < SIGNS.size(); i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = (byte) i;
        }
        System.arraycopy(order, 0, labels, start, Math.min(SIGNS.size(), labels.length - start));
    }

    /** Names, not positions, so that a new domain or split would leave the images of the others as they are. */
    private long seedOf(int number) {
        return Mix.seed(seed, domain.datasetName().hashCode(), split.name().hashCode(), number);
    }

    SignScene scene(int index) {
        Sign sign = SIGNS.get(label(index));
        return SignScene.draw(sign, domain, seedOf(index));
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int label(int index) {
        return labels[Objects.checkIndex(index, labels.length)];
    }

    @Override
    public Picture picture(int index) {
        return painter.paint(scene(index));
    }

    @Override
    public List<String> captions(int index) {
        return Captions.of(scene(index));
    }

    @Override
    public String id(int index) {
        Objects.checkIndex(index, labels.length);
        return String.format(
                Locale.ROOT,
                "%s-%d-%s-%06d",
                domain.datasetName(),
                seed,
                split.name().toLowerCase(Locale.ROOT),
                index);
    }
}
