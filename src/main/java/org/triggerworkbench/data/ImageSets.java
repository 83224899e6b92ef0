package org.triggerworkbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Sets made of sets: parts, joins, splits and samples. They refer to the images of the sets they are made of and hold
 * no pixels. What is drawn by lot depends on the seed alone, on every machine.
 */
public final class ImageSets {
    private static final ImageSet EMPTY = new JoinedImages(List.of());

    private ImageSets() {}

    /** A set of no images. */
    public static ImageSet empty() {
        return EMPTY;
    }

    /** The images at the given indices, in that order. */
    public static ImageSet subset(ImageSet images, int[] indices) {
        for (int index : indices) {
            if (index < 0 || index >= images.size()) {
                throw new IndexOutOfBoundsException("image " + index + " of " + images.size());
            }
        }
        if (images instanceof SubsetImages(ImageSet all, int[] outer)) {
            return new SubsetImages(
                    all, Arrays.stream(indices).map(index -> outer[index]).toArray());
        }
        return new SubsetImages(images, indices.clone());
    }

    /** The first {@code count} images, or all where there are fewer. */
    public static ImageSet limit(ImageSet images, int count) {
        return count >= images.size()
                ? images
                : subset(images, IntStream.range(0, count).toArray());
    }

    /**
     * A smaller set that shows the classes as the whole does: the first {@code count} images where the classes come mixed,
     * a {@link #balancedSample} where the images are sorted class by class, as those of a folder are; all images where
     * there are fewer.
     *
     * @param seed decides which images of a sorted set are drawn
     */
    public static ImageSet representative(ImageSet images, int count, long seed) {
        return count >= images.size() ? images : subset(images, representativeIndices(images, count, seed));
    }

    /** The indices of the images of {@link #representative}, ascending. */
    public static int[] representativeIndices(ImageSet images, int count, long seed) {
        return count < images.size() && isSorted(images)
                ? balancedIndices(images, count, seed)
                : IntStream.range(0, Math.min(count, images.size())).toArray();
    }

    private static boolean isSorted(ImageSet images) {
        for (int i = 1; i < images.size(); i++) {
            if (images.label(i) < images.label(i - 1)) {
                return false;
            }
        }
        return true;
    }

    /** The sets one after the other. */
    public static ImageSet join(List<ImageSet> parts) {
        List<ImageSet> filled = parts.stream().filter(part -> part.size() > 0).toList();
        return filled.size() == 1 ? filled.getFirst() : new JoinedImages(filled);
    }

    /**
     * Parts of the set that together hold every image once; each part has its fraction of each class, to the nearest
     * image. A part keeps the order of the set.
     *
     * @param fractions one a part, each at least 0, summing to 1
     */
    public static List<ImageSet> stratifiedSplit(ImageSet images, double[] fractions, long seed) {
        double sum = Arrays.stream(fractions).sum();
        if (Math.abs(sum - 1) > 1e-9 || Arrays.stream(fractions).anyMatch(fraction -> fraction < 0)) {
            throw new IllegalArgumentException("fractions " + Arrays.toString(fractions) + " do not sum to 1");
        }
        int[] partOf = new int[images.size()];
        for (int[] members : shuffledByClass(images, seed)) {
            int from = 0;
            double reached = 0;
            for (int part = 0; part < fractions.length; part++) {
                reached += fractions[part];
                int to = part == fractions.length - 1 ? members.length : (int) Math.round(reached * members.length);
                for (int i = from; i < to; i++) {
                    partOf[members[i]] = part;
                }
                from = to;
            }
        }
        List<ImageSet> parts = new ArrayList<>();
        for (int i = 0; i < fractions.length; i++) {
            int part = i;
            parts.add(subset(
                    images,
                    IntStream.range(0, images.size())
                            .filter(index -> partOf[index] == part)
                            .toArray()));
        }
        return List.copyOf(parts);
    }

    /** Whether the source told no splits: everything is in {@code test}. */
    public static boolean isPool(Dataset data) {
        return data.train().size() == 0 && data.validation().size() == 0;
    }

    /**
     * A pool cut into train and test by lot, each class in the same proportion.
     *
     * @param testFraction share of the pool that becomes the test split, 0 to 1
     * @throws IllegalArgumentException if the data has splits of its own
     */
    public static Dataset withFixedSplit(Dataset pool, double testFraction, long seed) {
        if (!isPool(pool)) {
            throw new IllegalArgumentException(pool.name() + " has splits of its own");
        }
        List<ImageSet> parts = stratifiedSplit(pool.test(), new double[] {testFraction, 1 - testFraction}, seed);
        return new Dataset(pool.name(), pool.classNames(), parts.get(1), empty(), parts.get(0), pool.remarks());
    }

    /** The indices 0 to {@code size - 1}, each once, in an order that the seed decides. */
    public static int[] epochOrder(int size, long seed) {
        int[] order = IntStream.range(0, size).toArray();
        shuffle(order, random(seed));
        return order;
    }

    /**
     * {@code count} images drawn by lot, as many of each class as of any other, as far as the classes reach; all images
     * where there are fewer. The order is the set's.
     */
    public static ImageSet balancedSample(ImageSet images, int count, long seed) {
        return subset(images, balancedIndices(images, count, seed));
    }

    private static int[] balancedIndices(ImageSet images, int count, long seed) {
        return inTurn(shuffledByClass(images, seed), count);
    }

    /**
     * The indices, ascending, of {@code count} images drawn by lot, as many of each class as of any other; which classes have
     * one more is drawn, too. All images where there are fewer.
     *
     * @param without indices of images that are not to be drawn
     */
    public static int[] sampleIndices(ImageSet images, int count, long seed, int... without) {
        BitSet left = new BitSet();
        left.set(0, images.size());
        Arrays.stream(without).forEach(left::clear);
        int[] allowed = left.stream().toArray();
        if (count >= allowed.length) {
            return allowed;
        }
        List<int[]> classes = shuffledByClass(subset(images, allowed), seed);
        // A sample smaller than the number of classes, or with some left over, favours none of them.
        int[] order = epochOrder(classes.size(), ~seed);
        List<int[]> mixed = Arrays.stream(order).mapToObj(classes::get).toList();
        return Arrays.stream(inTurn(mixed, count)).map(i -> allowed[i]).toArray();
    }

    /** One index of each class in turn until there are enough, ascending. */
    private static int[] inTurn(List<int[]> classes, int count) {
        int all = classes.stream().mapToInt(members -> members.length).sum();
        int[] chosen = new int[Math.clamp(count, 0, all)];
        int filled = 0;
        for (int round = 0; filled < chosen.length; round++) {
            for (int[] members : classes) {
                if (round < members.length && filled < chosen.length) {
                    chosen[filled++] = members[round];
                }
            }
        }
        Arrays.sort(chosen);
        return chosen;
    }

    /** The indices of each class that occurs, by ascending label, each list in an order of its own. */
    private static List<int[]> shuffledByClass(ImageSet images, long seed) {
        TreeMap<Integer, IntStream.Builder> byLabel = new TreeMap<>();
        for (int i = 0; i < images.size(); i++) {
            byLabel.computeIfAbsent(images.label(i), label -> IntStream.builder())
                    .add(i);
        }
        Random random = random(seed);
        List<int[]> classes = new ArrayList<>();
        for (IntStream.Builder members : byLabel.values()) {
            int[] indices = members.build().toArray();
            shuffle(indices, random);
            classes.add(indices);
        }
        return classes;
    }

    private static void shuffle(int[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }

    /** {@link Random} is specified to the bit, but seeds 0, 1, 2 begin alike; SplitMix64's finisher sets them apart. */
    private static Random random(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return new Random(z ^ (z >>> 31));
    }
}
