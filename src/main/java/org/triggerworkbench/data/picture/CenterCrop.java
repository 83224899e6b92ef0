package org.triggerworkbench.data.picture;

/** How the middle of a picture is cut out. */
public enum CenterCrop {
    /** Not at all: the picture keeps its size. */
    NONE {
        @Override
        int offset(int size, int wanted) {
            throw new IllegalStateException("nothing is cut out");
        }
    },
    /** As Hugging Face's {@code center_crop}: a pixel too many goes to the right and the bottom. */
    HUGGING_FACE {
        @Override
        int offset(int size, int wanted) {
            return Math.floorDiv(size - wanted, 2);
        }
    },
    /** As torchvision's {@code center_crop}: half pixels are rounded to even when cutting. */
    TORCHVISION {
        @Override
        int offset(int size, int wanted) {
            return size < wanted ? -((wanted - size) / 2) : (int) Math.rint((size - wanted) / 2.0);
        }
    };

    /** Where the wanted part begins along one side; negative where the side is shorter than that. */
    abstract int offset(int size, int wanted);

    /** The middle {@code width x height} pixels; black (0) where the picture is smaller than that. */
    public Picture apply(Picture picture, int width, int height) {
        if (this == NONE || (picture.width() == width && picture.height() == height)) {
            return picture;
        }
        int left = offset(picture.width(), width);
        int top = offset(picture.height(), height);
        int firstColumn = Math.max(0, -left);
        int lastColumn = Math.min(width, picture.width() - left);
        byte[] rgb = new byte[3 * width * height];
        for (int y = Math.max(0, -top); y < Math.min(height, picture.height() - top); y++) {
            int from = 3 * ((y + top) * picture.width() + firstColumn + left);
            System.arraycopy(picture.rgb(), from, rgb, 3 * (y * width + firstColumn), 3 * (lastColumn - firstColumn));
        }
        return new Picture(width, height, rgb);
    }
}
