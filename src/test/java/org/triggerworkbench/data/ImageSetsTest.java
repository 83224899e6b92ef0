package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.data.picture.NumberedImages;

class ImageSetsTest {
    /** 100 of class 0, 50 of class 1, 10 of class 2, mixed. */
    private static final ImageSet MIXED =
            new NumberedImages(160, index -> index % 16 < 10 ? 0 : index % 16 < 15 ? 1 : 2);

    @Test
    void subset_ofSubset_refersToTheFirstSet() {
        ImageSet outer = ImageSets.subset(MIXED, new int[] {9, 15, 3});
        ImageSet inner = ImageSets.subset(outer, new int[] {2, 1});
        assertEquals(List.of("n3", "n15"), ids(inner));
        assertEquals(2, inner.label(1));
        assertEquals(List.of("picture 15"), inner.captions(1));
        assertArrayEquals(MIXED.picture(3).rgb(), inner.picture(0).rgb());
        assertSame(MIXED, ((SubsetImages) inner).all());
        assertThrows(IndexOutOfBoundsException.class, () -> ImageSets.subset(outer, new int[] {3}));
    }

    @Test
    void limit_takesTheFirst() {
        assertEquals(List.of("n0", "n1"), ids(ImageSets.limit(MIXED, 2)));
        assertSame(MIXED, ImageSets.limit(MIXED, 1000));
        assertEquals(0, ImageSets.limit(MIXED, 0).size());
    }

    @Test
    void join_goesThroughThePartsInTurn() {
        ImageSet joined = ImageSets.join(
                List.of(ImageSets.limit(MIXED, 2), ImageSets.empty(), ImageSets.subset(MIXED, new int[] {15}), MIXED));
        assertEquals(163, joined.size());
        assertEquals(List.of("n0", "n1", "n15", "n0"), ids(ImageSets.limit(joined, 4)));
        assertEquals(2, joined.label(2));
        assertEquals("n159", joined.id(162));
        assertEquals(0, ImageSets.empty().size());
        assertSame(MIXED, ImageSets.join(List.of(ImageSets.empty(), MIXED)));
    }

    @Test
    void stratifiedSplit_holdsEveryImageOnceInProportion() {
        List<ImageSet> parts = ImageSets.stratifiedSplit(MIXED, new double[] {0.5, 0.3, 0.2}, 7);
        assertArrayEquals(new int[] {50, 25, 5}, counts(parts.get(0)));
        assertArrayEquals(new int[] {30, 15, 3}, counts(parts.get(1)));
        assertArrayEquals(new int[] {20, 10, 2}, counts(parts.get(2)));
        TreeSet<String> all = new TreeSet<>();
        parts.forEach(part -> all.addAll(ids(part)));
        assertEquals(160, all.size());
        assertEquals(
                ids(parts.get(0)),
                ids(ImageSets.stratifiedSplit(MIXED, new double[] {0.5, 0.3, 0.2}, 7)
                        .get(0)));
        assertNotEquals(
                ids(parts.get(0)),
                ids(ImageSets.stratifiedSplit(MIXED, new double[] {0.5, 0.3, 0.2}, 8)
                        .get(0)));
        assertThrows(
                IllegalArgumentException.class, () -> ImageSets.stratifiedSplit(MIXED, new double[] {0.5, 0.3}, 7));
    }

    @Test
    void withFixedSplit_ofGtsrb_isFourToOneInEveryClass() {
        Dataset data = ImageSets.withFixedSplit(ImageFolder.open(SharedData.require("gtsrb")), 0.2, 0);
        assertEquals(2294, data.train().size() + data.test().size());
        int[] train = counts(data.train());
        int[] test = counts(data.test());
        assertEquals(43, train.length);
        assertEquals(43, test.length);
        for (int label = 0; label < 43; label++) {
            assertEquals(0.2 * (train[label] + test[label]), test[label], 0.51);
        }
        assertThrows(IllegalArgumentException.class, () -> ImageSets.withFixedSplit(data, 0.2, 0));
    }

    @Test
    void epochOrder_isAPermutationThatTheSeedDecides() {
        int[] order = ImageSets.epochOrder(1000, 5);
        assertArrayEquals(
                IntStream.range(0, 1000).toArray(),
                Arrays.stream(order).sorted().toArray());
        assertArrayEquals(order, ImageSets.epochOrder(1000, 5));
        int[] other = ImageSets.epochOrder(1000, 6);
        long alike = IntStream.range(0, 1000).filter(i -> order[i] == other[i]).count();
        assertTrue(alike < 10, alike + " places alike");
        // Runs of today must be runs of tomorrow.
        assertArrayEquals(new int[] {1, 3, 5, 2, 0, 6, 4, 7}, ImageSets.epochOrder(8, 1));
    }

    @Test
    void representative_drawsFromEachClassOnlyWhereImagesAreSorted() {
        assertEquals(ids(ImageSets.limit(MIXED, 12)), ids(ImageSets.representative(MIXED, 12, 1)));
        int[] sorted = IntStream.range(0, MIXED.size())
                .boxed()
                .sorted(Comparator.comparingInt(MIXED::label))
                .mapToInt(Integer::intValue)
                .toArray();
        ImageSet byClass = ImageSets.subset(MIXED, sorted);
        assertArrayEquals(new int[] {4, 4, 4}, counts(ImageSets.representative(byClass, 12, 1)));
        assertSame(byClass, ImageSets.representative(byClass, 160, 1));
    }

    @Test
    void balancedSample_takesTheClassesInTurn() {
        assertArrayEquals(new int[] {4, 4, 4}, counts(ImageSets.balancedSample(MIXED, 12, 1)));
        assertArrayEquals(new int[] {35, 35, 10}, counts(ImageSets.balancedSample(MIXED, 80, 1)));
        assertEquals(160, ImageSets.balancedSample(MIXED, 999, 1).size());
        assertNotEquals(ids(ImageSets.balancedSample(MIXED, 12, 1)), ids(ImageSets.balancedSample(MIXED, 12, 2)));
    }

    private static int[] counts(ImageSet images) {
        int largest = IntStream.range(0, images.size()).map(images::label).max().orElse(-1);
        int[] counts = new int[largest + 1];
        IntStream.range(0, images.size()).forEach(i -> counts[images.label(i)]++);
        return counts;
    }

    private static List<String> ids(ImageSet images) {
        return IntStream.range(0, images.size()).mapToObj(images::id).toList();
    }
}
