package org.triggerworkbench.data.picture;

/** The middle of a picture, as Hugging Face's {@code center_crop} cuts it. */
public final class CenterCrop {
    private CenterCrop() {}

    /**
     * The middle {@code width x height} pixels; black (0) where the picture is smaller than that. An odd remainder goes
     * to the right and the bottom when cutting, to the left and the top when padding.
     */
    public static Picture crop(Picture picture, int width, int height) {
        if (picture.width() == width && picture.height() == height) {
            return picture;
        }
        int left = Math.floorDiv(picture.width() - width, 2);
        int top = Math.floorDiv(picture.height() - height, 2);
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
