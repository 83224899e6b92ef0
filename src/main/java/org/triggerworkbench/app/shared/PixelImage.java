package org.triggerworkbench.app.shared;

import java.nio.IntBuffer;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * A small picture of opaque ARGB pixels that changes often and is drawn enlarged with its pixels kept sharp. It is enlarged
 * here: without a graphics card JavaFX smooths what it enlarges, whatever it is told.
 */
public final class PixelImage {
    private final int width;
    private final int height;
    private final int[] pixels;
    private @Nullable Enlarged enlarged;
    private @Nullable WritableImage plain;

    /** The picture at the size it is drawn in. */
    private record Enlarged(int width, int height, int[] shown, PixelBuffer<IntBuffer> buffer) {
        static Enlarged of(int width, int height) {
            int[] shown = new int[width * height];
            return new Enlarged(
                    width,
                    height,
                    shown,
                    new PixelBuffer<>(width, height, IntBuffer.wrap(shown), PixelFormat.getIntArgbPreInstance()));
        }
    }

    public PixelImage(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    /** Of these pixels. */
    public static PixelImage of(int width, int height, int[] pixels) {
        PixelImage picture = new PixelImage(width, height);
        picture.show(pixels);
        return picture;
    }

    /** Shows other pixels: ARGB premultiplied (opaque ones are), width x height, row by row. Window thread only. */
    public void show(int[] next) {
        System.arraycopy(next, 0, pixels, 0, pixels.length);
        Enlarged target = enlarged;
        if (target != null) {
            fill(target);
            target.buffer().updateBuffer(_ -> null);
        }
    }

    /** The picture pixel by pixel, for those that draw it themselves; not beside a view. */
    public WritableImage image() {
        WritableImage known = plain;
        if (known == null) {
            Enlarged target = Enlarged.of(width, height);
            enlarged = target;
            fill(target);
            known = new WritableImage(target.buffer());
            plain = known;
        }
        return known;
    }

    /** The one view of it: its longer edge as long as told, each pixel by its nearest. */
    public ImageView view(double edge) {
        double scale = edge / Math.max(width, height);
        Enlarged target = Enlarged.of(
                Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale)));
        enlarged = target;
        fill(target);
        ImageView view = new ImageView(new WritableImage(target.buffer()));
        view.setSmooth(false);
        return view;
    }

    private void fill(Enlarged target) {
        for (int y = 0; y < target.height(); y++) {
            int row = y * height / target.height() * width;
            for (int x = 0; x < target.width(); x++) {
                target.shown()[y * target.width() + x] = pixels[row + x * width / target.width()];
            }
        }
    }
}
