package org.triggerworkbench.data;

import java.util.List;
import org.triggerworkbench.data.picture.Picture;

/**
 * Labelled images of one split, in a fixed order. Pictures are decoded or drawn on demand, so a set may be larger than
 * memory. All methods may be called from several threads at once.
 */
public interface ImageSet {
    /** Number of images. */
    int size();

    /** Class of an image, 0 to number of classes - 1. */
    int label(int index);

    /** The picture in its stored size. */
    Picture picture(int index);

    /** Sentences that say what is in the picture; empty where the data has none. */
    default List<String> captions(int index) {
        return List.of();
    }

    /** A name that stays the same between runs, such as a file name: shown to users, written to run folders. */
    String id(int index);
}
