package org.triggerworkbench.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which images of a data set are looked at: all of a split, or a seeded sample with as many of each class as of any other. Seed
 * 0 takes the first images where they are as balanced as that, so that the figures agree with those of a run, which takes them,
 * too; every other seed draws by lot.
 *
 * @param split they are from
 * @param limit most images; 0 takes all
 * @param seed decides which are drawn where the split has more
 */
public record Sample(Split split, int limit, long seed) {
    /** The seed where nobody says otherwise. */
    public static final long SEED = 0;

    /** The part of a data set that is shown. */
    public enum Split {
        TRAIN,
        VALIDATION,
        TEST;

        /** The parts of a data set that have images. */
        public static List<Split> in(Dataset data) {
            return Arrays.stream(values())
                    .filter(split -> split.of(data).size() > 0)
                    .toList();
        }

        /** The word for it on the command line. */
        public String word() {
            return this == VALIDATION ? "val" : name().toLowerCase(Locale.ROOT);
        }

        /** The images of this part. */
        public ImageSet of(Dataset data) {
            return switch (this) {
                case TRAIN -> data.train();
                case VALIDATION -> data.validation();
                case TEST -> data.test();
            };
        }
    }

    /** The images, in the order of the split. */
    public ImageSet of(Dataset data) {
        ImageSet all = split.of(data);
        if (!drawsFrom(all.size())) {
            return all;
        }
        ImageSet first = ImageSets.limit(all, limit);
        return seed == SEED && isBalanced(first, all)
                ? first
                : ImageSets.subset(all, ImageSets.sampleIndices(all, limit, seed));
    }

    /** Whether every class of the whole has its share, to the image. */
    private static boolean isBalanced(ImageSet some, ImageSet all) {
        Map<Integer, Long> counts = new HashMap<>();
        IntStream.range(0, all.size()).forEach(i -> counts.put(all.label(i), 0L));
        IntStream.range(0, some.size()).forEach(i -> counts.merge(some.label(i), 1L, Long::sum));
        return Collections.max(counts.values()) - Collections.min(counts.values()) <= 1;
    }

    /** Whether a sample is taken out of so many images; else all are. */
    public boolean drawsFrom(int images) {
        return limit > 0 && limit < images;
    }
}
