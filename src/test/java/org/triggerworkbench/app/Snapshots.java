package org.triggerworkbench.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** Pictures of a view at several sizes, for the user to look at: only where {@code -Dworkbench.snapshots=true} asks. */
public final class Snapshots {
    public static final boolean WANTED = Boolean.getBoolean("workbench.snapshots");

    private static final int[][] SIZES = {{360, 480}, {432, 540}, {900, 700}};

    private Snapshots() {}

    /** @param name of the files, before their width */
    public static void take(Scene scene, Path folder, String name) {
        for (int[] size : SIZES) {
            Fx.run(() -> write(scene.getRoot(), size[0], size[1], folder.resolve(name + "-" + size[0] + ".png")));
        }
    }

    private static void write(Parent root, int width, int height, Path png) {
        root.resize(width, height);
        for (int i = 0; i < 3; i++) {
            root.applyCss();
            root.layout();
        }
        WritableImage image = root.snapshot(new SnapshotParameters(), new WritableImage(width, height));
        try {
            Files.createDirectories(png.toAbsolutePath().getParent());
            ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", png.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
