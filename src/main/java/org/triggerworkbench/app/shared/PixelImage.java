package org.triggerworkbench.app.shared;

import java.nio.IntBuffer;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** A small picture of opaque ARGB pixels that changes often and is drawn enlarged with its pixels kept sharp. */
public final class PixelImage {
    private final int[] shown;
    private final PixelBuffer<IntBuffer> buffer;
    private final WritableImage image;

    public PixelImage(int width, int height) {
        shown = new int[width * height];
        buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(shown), PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
    }

    /** Of these pixels. */
    public static PixelImage of(int width, int height, int[] pixels) {
        PixelImage picture = new PixelImage(width, height);
        picture.show(pixels);
        return picture;
    }

    /** Shows other pixels: ARGB premultiplied (opaque ones are), width x height, row by row. Window thread only. */
    public void show(int[] pixels) {
        System.arraycopy(pixels, 0, shown, 0, shown.length);
        buffer.updateBuffer(_ -> null);
    }

    public WritableImage image() {
        return image;
    }

    /** A view of it, enlarged to a size, nearest neighbour. */
    public ImageView view(double size) {
        ImageView view = new ImageView(image);
        view.setSmooth(false);
        view.setFitWidth(size);
        view.setFitHeight(size);
        view.setPreserveRatio(true);
        return view;
    }
}
