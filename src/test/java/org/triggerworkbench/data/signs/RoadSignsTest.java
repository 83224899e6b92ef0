package org.triggerworkbench.data.signs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.signs.RoadSigns.Domain;

class RoadSignsTest {
    private static Dataset dataset(Domain domain) {
        return RoadSigns.dataset(domain, 7, 200, 64, 64);
    }

    @Test
    void picture_isTheSameOnTwoThreadsInAnyOrderAndAcrossDatasets() throws Exception {
        for (Domain domain : Domain.values()) {
            ImageSet first = dataset(domain).train();
            ImageSet second = dataset(domain).train();
            List<byte[]> expected =
                    IntStream.range(0, 60).mapToObj(i -> first.picture(i).rgb()).toList();
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<List<byte[]>>> backwards = IntStream.range(0, 2)
                        .mapToObj(t -> threads.submit(() -> IntStream.range(0, 60)
                                .mapToObj(i -> (t == 0 ? first : second)
                                        .picture(59 - i)
                                        .rgb())
                                .toList()))
                        .toList();
                for (Future<List<byte[]>> drawn : backwards) {
                    for (int i = 0; i < 60; i++) {
                        assertArrayEquals(expected.get(i), drawn.get().get(59 - i), "image " + i);
                    }
                }
            }
        }
    }

    @Test
    void picture_doesNotDependOnTheSizeOfTheSplit() {
        ImageSet small = RoadSigns.dataset(Domain.CLEAR, 7, 21, 0, 0).train();
        ImageSet large = dataset(Domain.CLEAR).train();
        for (int i = 0; i < small.size(); i++) {
            assertEquals(large.label(i), small.label(i));
        }
        assertArrayEquals(large.picture(20).rgb(), small.picture(20).rgb());
    }

    @Test
    void labels_areBalancedToWithinOneAndShuffled() {
        ImageSet train = dataset(Domain.CLEAR).train();
        int classes = RoadSigns.classNames().size();
        int[] counts = new int[classes];
        boolean inOrder = true;
        for (int i = 0; i < train.size(); i++) {
            counts[train.label(i)]++;
            inOrder &= train.label(i) == i % classes;
        }
        int most = Arrays.stream(counts).max().orElseThrow();
        int least = Arrays.stream(counts).min().orElseThrow();
        assertTrue(most - least <= 1, Arrays.toString(counts));
        assertFalse(inOrder);
    }

    @Test
    void pictures_differBetweenSplitsSeedsAndDomains() {
        Dataset clear = dataset(Domain.CLEAR);
        List<ImageSet> sets = List.of(
                clear.train(),
                clear.validation(),
                clear.test(),
                RoadSigns.dataset(Domain.CLEAR, 8, 64, 0, 0).train(),
                dataset(Domain.SHIFTED).train());
        Set<Integer> hashes = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (ImageSet set : sets) {
            for (int i = 0; i < 64; i++) {
                hashes.add(Arrays.hashCode(set.picture(i).rgb()));
                ids.add(set.id(i));
            }
        }
        assertEquals(5 * 64, hashes.size());
        assertEquals(5 * 64, ids.size());
    }

    @Test
    void captions_nameTheClassAndNoOther() {
        List<String> names = RoadSigns.classNames();
        for (Domain domain : Domain.values()) {
            ImageSet train = dataset(domain).train();
            Set<String> distinct = new HashSet<>();
            for (int i = 0; i < train.size(); i++) {
                List<String> captions = train.captions(i);
                assertTrue(captions.size() >= 3 && captions.size() <= 5, captions::toString);
                String prompt = RoadSigns.PROMPT_TEMPLATE.replace("{}", names.get(train.label(i)));
                assertEquals(prompt, captions.getFirst());
                for (String caption : captions) {
                    distinct.add(caption);
                    // The longest, as "no parking sign" also holds "parking sign".
                    String named = names.stream()
                            .filter(name -> caption.contains(" " + name + " sign"))
                            .max(Comparator.comparingInt(String::length))
                            .orElse("none");
                    assertEquals(names.get(train.label(i)), named, caption);
                }
            }
            assertTrue(distinct.size() > 400, "only " + distinct.size() + " captions");
        }
    }

    @Test
    void captions_sayTheWeatherOfTheDomain() {
        ImageSet shifted = dataset(Domain.SHIFTED).train();
        ImageSet clear = dataset(Domain.CLEAR).train();
        for (int i = 0; i < 100; i++) {
            assertTrue(
                    shifted.captions(i).getLast().matches(".*(night|dark|fog|snow).*"), shifted.captions(i)::toString);
            assertFalse(clear.captions(i).getLast().matches(".*(night|dark|fog|snow).*"), clear.captions(i)::toString);
        }
    }

    @Test
    void shiftedDomain_hasLessColourAndMoreExtremeBrightness() {
        double[] clear = statistics(dataset(Domain.CLEAR).train());
        double[] shifted = statistics(dataset(Domain.SHIFTED).train());
        assertTrue(shifted[0] < 0.7 * clear[0], "saturation " + clear[0] + " to " + shifted[0]);
        assertTrue(shifted[1] > 1.3 * clear[1], "spread of brightness " + clear[1] + " to " + shifted[1]);
    }

    /** Mean of (largest - smallest channel), and the standard deviation of the mean brightness between pictures. */
    private static double[] statistics(ImageSet images) {
        double saturation = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < images.size(); i++) {
            Picture picture = images.picture(i);
            double brightness = 0;
            for (int p = 0; p < RoadSigns.SIDE * RoadSigns.SIDE; p++) {
                int red = picture.rgb()[3 * p] & 0xff;
                int green = picture.rgb()[3 * p + 1] & 0xff;
                int blue = picture.rgb()[3 * p + 2] & 0xff;
                saturation += Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
                brightness += (red + green + blue) / 3.0;
            }
            brightness /= RoadSigns.SIDE * RoadSigns.SIDE;
            sum += brightness;
            squares += brightness * brightness;
        }
        double mean = sum / images.size();
        double pixels = (double) images.size() * RoadSigns.SIDE * RoadSigns.SIDE;
        return new double[] {saturation / pixels, Math.sqrt(squares / images.size() - mean * mean)};
    }

    @Test
    void everyClass_hasItsOwnBoard() {
        List<String> names = RoadSigns.classNames();
        List<SignTexture> textures =
                Arrays.stream(Sign.values()).map(SignTexture::new).toList();
        for (int i = 0; i < textures.size(); i++) {
            for (int j = 0; j < i; j++) {
                double difference = difference(textures.get(i), textures.get(j));
                assertTrue(difference > 0.01, names.get(i) + " and " + names.get(j) + ": " + difference);
            }
        }
    }

    private static double difference(SignTexture one, SignTexture other) {
        float[] a = new float[4];
        float[] b = new float[4];
        double sum = 0;
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                one.sample(2, (x - 19.5) / 20, (y - 19.5) / 20, a);
                other.sample(2, (x - 19.5) / 20, (y - 19.5) / 20, b);
                sum += Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
            }
        }
        return sum / (3 * 1600);
    }

    @Test
    void index_outsideTheSplitIsRejected() {
        ImageSet test = dataset(Domain.CLEAR).test();
        assertThrows(IndexOutOfBoundsException.class, () -> test.picture(64));
        assertThrows(IndexOutOfBoundsException.class, () -> test.id(-1));
    }
}
