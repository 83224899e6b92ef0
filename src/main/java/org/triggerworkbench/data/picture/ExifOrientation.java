package org.triggerworkbench.data.picture;

import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import org.jspecify.annotations.Nullable;

/** The eight ways a camera may have held a picture: EXIF's tag Orientation, values 1 to 8. */
final class ExifOrientation {
    private ExifOrientation() {}

    /** The orientation that the file states; 1 (upright) where it states none or nonsense. */
    static int of(Metadata metadata) {
        for (ExifIFD0Directory directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
            @Nullable Integer value = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            if (value != null && value >= 1 && value <= 8) {
                return value;
            }
        }
        return 1;
    }

    /** The stored picture set upright. */
    static Picture upright(Picture stored, int orientation) {
        if (orientation == 1) {
            return stored;
        }
        boolean turned = orientation >= 5;
        int width = turned ? stored.height() : stored.width();
        int height = turned ? stored.width() : stored.height();
        int lastX = stored.width() - 1;
        int lastY = stored.height() - 1;
        byte[] rgb = new byte[stored.rgb().length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int fromX =
                        switch (orientation) {
                            case 2, 3 -> lastX - x;
                            case 4 -> x;
                            case 5, 6 -> y;
                            default -> lastX - y;
                        };
                int fromY =
                        switch (orientation) {
                            case 2 -> y;
                            case 3, 4 -> lastY - y;
                            case 5, 8 -> x;
                            default -> lastY - x;
                        };
                int from = 3 * (fromY * stored.width() + fromX);
                rgb[to++] = stored.rgb()[from];
                rgb[to++] = stored.rgb()[from + 1];
                rgb[to++] = stored.rgb()[from + 2];
            }
        }
        return new Picture(width, height, rgb);
    }
}
