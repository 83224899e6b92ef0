package org.triggerworkbench.data;

import java.util.List;

/**
 * A data set with its splits. A split that the source does not have is an {@link ImageSet} of size 0.
 *
 * @param name for users and for result files
 * @param classNames one per class, in the order of the labels
 * @param train images to train on
 * @param validation images to choose by
 * @param test images to report on
 * @param remarks what its source holds beside these images
 */
public record Dataset(
        String name, List<String> classNames, ImageSet train, ImageSet validation, ImageSet test, DataRemarks remarks) {
    public Dataset {
        classNames = List.copyOf(classNames);
    }

    /** A set of whose source there is nothing to say. */
    public Dataset(String name, List<String> classNames, ImageSet train, ImageSet validation, ImageSet test) {
        this(name, classNames, train, validation, test, DataRemarks.NONE);
    }
}
