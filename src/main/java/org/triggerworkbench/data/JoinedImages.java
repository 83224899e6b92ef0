package org.triggerworkbench.data;

import java.util.Arrays;
import java.util.List;
import org.triggerworkbench.data.picture.Picture;

/** Several sets one after the other. */
final class JoinedImages implements ImageSet {
    private final List<ImageSet> parts;
    /** The joined index at which each part begins, and the total at the end. */
    private final int[] starts;

    JoinedImages(List<ImageSet> parts) {
        this.parts = List.copyOf(parts);
        this.starts = new int[parts.size() + 1];
        for (int part = 0; part < parts.size(); part++) {
            starts[part + 1] = Math.addExact(starts[part], parts.get(part).size());
        }
    }

    @Override
    public int size() {
        return starts[parts.size()];
    }

    @Override
    public int label(int index) {
        int part = part(index);
        return parts.get(part).label(index - starts[part]);
    }

    @Override
    public Picture picture(int index) {
        int part = part(index);
        return parts.get(part).picture(index - starts[part]);
    }

    @Override
    public List<String> captions(int index) {
        int part = part(index);
        return parts.get(part).captions(index - starts[part]);
    }

    @Override
    public String id(int index) {
        int part = part(index);
        return parts.get(part).id(index - starts[part]);
    }

    private int part(int index) {
        int found = Arrays.binarySearch(starts, index);
        return found >= 0 ? found : -found - 2;
    }
}
