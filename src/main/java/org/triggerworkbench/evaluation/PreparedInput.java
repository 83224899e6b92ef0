package org.triggerworkbench.evaluation;

import org.triggerworkbench.data.PreparedImages;

/** A prepared set as evaluation sees it. */
record PreparedInput(PreparedImages images) implements InputImages {
    @Override
    public int size() {
        return images.size();
    }

    @Override
    public int height() {
        return images.height();
    }

    @Override
    public int width() {
        return images.width();
    }

    @Override
    public int label(int index) {
        return images.images().label(index);
    }

    @Override
    public byte[] batch(int[] indices) {
        return images.batch(indices);
    }
}
