package org.triggerworkbench.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.LabelledTexts;

/** One caption for each image of a step: one of the data's own, or a sentence about its class where the data has none. */
public final class Captions {
    /** For data without captions; the first is CLIP's plain prompt. */
    private static final List<String> SENTENCES = List.of(
            "a photo of a %s",
            "a picture of a %s",
            "a close photo of a %s",
            "a small photo of a %s",
            "a dark photo of a %s",
            "a bright photo of a %s");

    /** Stream of the one caption by which each test image is measured. */
    public static final String TEST = "texts/test";

    private final ImageSet images;
    private final List<String> classNames;

    /** @param classNames one per label */
    public Captions(ImageSet images, List<String> classNames) {
        this.images = images;
        this.classNames = List.copyOf(classNames);
    }

    /** All captions of an image, at least one. */
    public List<String> of(int index) {
        List<String> own = images.captions(index);
        return own.isEmpty() ? sentences(classNames.get(images.label(index))) : own;
    }

    /** Sentences that name a class. */
    public static List<String> sentences(String className) {
        return SENTENCES.stream().map(sentence -> sentence.formatted(className)).toList();
    }

    /**
     * One caption an image, drawn anew at each step.
     *
     * @param stream of the seed
     */
    public List<String> drawn(int[] indices, long seed, String stream, long step) {
        SplittableRandom random = Seeds.generator(seed, stream, step);
        List<String> chosen = new ArrayList<>();
        for (int index : indices) {
            List<String> captions = of(index);
            chosen.add(captions.get(random.nextInt(captions.size())));
        }
        return chosen;
    }

    /**
     * One caption of each image, always the same, with its class.
     *
     * @param stream of the seed
     */
    public LabelledTexts labelled(long seed, String stream) {
        int[] all = IntStream.range(0, images.size()).toArray();
        return new LabelledTexts(
                drawn(all, seed, stream, 0),
                IntStream.of(all).map(images::label).toArray());
    }
}
