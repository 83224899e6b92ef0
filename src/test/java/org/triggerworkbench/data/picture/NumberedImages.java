package org.triggerworkbench.data.picture;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.triggerworkbench.data.ImageSet;

/** Pictures of one pixel row, each of its own grey; counts how often one was asked for. */
public record NumberedImages(int size, IntUnaryOperator labels, AtomicInteger drawn) implements ImageSet {
    public NumberedImages(int size, IntUnaryOperator labels) {
        this(size, labels, new AtomicInteger());
    }

    @Override
    public int label(int index) {
        return labels.applyAsInt(index);
    }

    @Override
    public Picture picture(int index) {
        drawn.incrementAndGet();
        return TestPictures.drawn(4, 2, (x, y, channel) -> index + 100 * channel + x);
    }

    @Override
    public List<String> captions(int index) {
        return List.of("picture " + index);
    }

    @Override
    public String id(int index) {
        return "n" + index;
    }
}
