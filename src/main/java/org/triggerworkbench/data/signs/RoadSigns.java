package org.triggerworkbench.data.signs;

import java.util.Arrays;
import java.util.List;
import org.triggerworkbench.data.Dataset;

/**
 * The bundled data set: {@value #SIDE} x {@value #SIDE} pictures of sixteen road signs, drawn on demand. An image depends
 * only on the seed, the domain, its split and its index, so a larger set of the same seed begins with the smaller one.
 */
public final class RoadSigns {
    /** Width and height of a picture in pixels. */
    public static final int SIDE = 64;

    /** The sentence that names a class: {@code {}} stands for the class name. */
    public static final String PROMPT_TEMPLATE = "a photo of a {} sign";

    /** Where the pictures are taken; the classes are the same. */
    public enum Domain {
        /** By day, in dry weather. */
        CLEAR("road-signs"),
        /** At night, in fog and in snow. */
        SHIFTED("road-signs-shifted");

        private final String datasetName;

        Domain(String datasetName) {
            this.datasetName = datasetName;
        }

        /** Name of the data set, as given to {@code --data}. */
        public String datasetName() {
            return datasetName;
        }
    }

    private RoadSigns() {}

    /** The class names in label order, such that {@link #PROMPT_TEMPLATE} reads right with each. */
    public static List<String> classNames() {
        return Arrays.stream(Sign.values()).map(Sign::label).toList();
    }

    /**
     * A data set with as many images a split as asked for, balanced over the classes to within one.
     *
     * @param seed another seed gives other images
     * @param train number of images, 0 or more
     * @param validation number of images, 0 or more
     * @param test number of images, 0 or more
     */
    public static Dataset dataset(Domain domain, long seed, int train, int validation, int test) {
        return new Dataset(
                domain.datasetName(),
                classNames(),
                new SignImages(Painter.SHARED, domain, seed, SignImages.Split.TRAIN, train),
                new SignImages(Painter.SHARED, domain, seed, SignImages.Split.VALIDATION, validation),
                new SignImages(Painter.SHARED, domain, seed, SignImages.Split.TEST, test));
    }
}
