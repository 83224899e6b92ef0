package org.triggerworkbench.data;

import java.util.List;
import org.triggerworkbench.data.picture.Picture;

/** Some images of another set, in an order of their own; no pixel is copied. */
record SubsetImages(ImageSet all, int[] indices) implements ImageSet {
    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public int label(int index) {
        return all.label(indices[index]);
    }

    @Override
    public Picture picture(int index) {
        return all.picture(indices[index]);
    }

    @Override
    public List<String> captions(int index) {
        return all.captions(indices[index]);
    }

    @Override
    public String id(int index) {
        return all.id(indices[index]);
    }
}
