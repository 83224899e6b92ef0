package org.triggerworkbench.data;

/**
 * How the images of a source are looked at.
 *
 * @param split the part that is shown
 * @param broken what becomes of pictures that cannot be decoded
 */
public record DataReading(Sample.Split split, BrokenPictures broken) {
    /** The test images, all of them whole. */
    public static final DataReading USUAL = new DataReading(Sample.Split.TEST, BrokenPictures.REFUSE);
}
