package org.triggerworkbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.data.picture.NumberedImages;
import org.triggerworkbench.data.signs.RoadSigns;

class SampleTest {
    private static final ImageSet SORTED = new NumberedImages(120, index -> index / 30);

    private static Dataset data(ImageSet test) {
        return new Dataset("some", List.of("a", "b", "c", "d"), ImageSets.empty(), ImageSets.empty(), test);
    }

    private static ImageSet sample(ImageSet images, int limit, long seed) {
        return new Sample(Sample.Split.TEST, limit, seed).of(data(images));
    }

    private static long[] counts(ImageSet images) {
        long[] counts = new long[4];
        IntStream.range(0, images.size()).forEach(i -> counts[images.label(i)]++);
        return counts;
    }

    private static List<String> ids(ImageSet images) {
        return IntStream.range(0, images.size()).mapToObj(images::id).toList();
    }

    @Test
    void of_sortedImages_hasAsManyOfEachClass() {
        assertArrayEquals(new long[] {5, 5, 5, 5}, counts(sample(SORTED, 20, Sample.SEED)));
        assertArrayEquals(new long[] {5, 5, 5, 5}, counts(sample(SORTED, 20, 3)));
        assertEquals(ids(sample(SORTED, 20, 3)), ids(sample(SORTED, 20, 3)));
        assertNotEquals(ids(sample(SORTED, 20, 3)), ids(sample(SORTED, 20, 4)));
        assertSame(SORTED, sample(SORTED, 120, 3));
        assertSame(SORTED, sample(SORTED, 0, 3));
    }

    /** Classes come mixed, but not evenly. */
    @Test
    void of_unevenImages_isBalanced() {
        ImageSet uneven = new NumberedImages(120, index -> index % 7 < 4 ? 0 : index % 7 - 3);
        assertArrayEquals(new long[] {4, 4, 4, 4}, counts(sample(uneven, 16, Sample.SEED)));
    }

    @Test
    void of_evenImages_takesTheFirstForSeed0Only() {
        ImageSet even = new NumberedImages(120, index -> index % 4);
        assertEquals(ids(ImageSets.limit(even, 18)), ids(sample(even, 18, Sample.SEED)));
        ImageSet drawn = sample(even, 18, 1);
        assertNotEquals(ids(ImageSets.limit(even, 18)), ids(drawn));
        assertTrue(Arrays.stream(counts(drawn)).allMatch(count -> count == 4 || count == 5));
    }

    @Test
    void of_roadSigns_takesTheFirst() {
        Dataset signs = RoadSigns.dataset(RoadSigns.Domain.CLEAR, 2026, 16, 16, 200);
        for (int limit : new int[] {12, 64, 100}) {
            assertEquals(
                    ids(ImageSets.limit(signs.test(), limit)),
                    ids(new Sample(Sample.Split.TEST, limit, Sample.SEED).of(signs)));
        }
    }

    /** With fewer images than classes no class is left out in every sample. */
    @Test
    void sampleIndices_fewerThanClasses_drawsTheClassesToo() {
        long[] met = new long[4];
        for (int seed = 0; seed < 40; seed++) {
            met[SORTED.label(ImageSets.sampleIndices(SORTED, 1, seed)[0])]++;
        }
        assertTrue(Arrays.stream(met).allMatch(count -> count > 0), Arrays.toString(met));
    }

    @Test
    void sampleIndices_leavesOutWhatIsTaken() {
        int[] taken = ImageSets.sampleIndices(SORTED, 60, 1);
        int[] budget = ImageSets.sampleIndices(SORTED, 20, 2, taken);
        assertEquals(20, budget.length);
        assertArrayEquals(new long[] {5, 5, 5, 5}, counts(ImageSets.subset(SORTED, budget)));
        assertFalse(Arrays.stream(budget).anyMatch(index -> Arrays.binarySearch(taken, index) >= 0));
        assertEquals(60, ImageSets.sampleIndices(SORTED, 1000, 2, taken).length);
    }

    @Test
    void validation_isAPartOfItsOwn() {
        Dataset data = new Dataset("some", List.of("a"), ImageSets.empty(), SORTED, ImageSets.limit(SORTED, 2));
        assertEquals(
                SORTED.size(),
                new Sample(Sample.Split.VALIDATION, 0, Sample.SEED).of(data).size());
        assertEquals(2, new Sample(Sample.Split.TEST, 0, Sample.SEED).of(data).size());
    }
}
