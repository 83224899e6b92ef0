package org.triggerworkbench.app.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.text.Messages;

/** The window as a figure: a PNG with a strip below that says what it shows, and the same as JSON beside it. */
public final class FigureExport {
    private static final Messages TEXT = Messages.of(FigureExport.class);
    private static final double SCALE = 2;
    /** Above this a texture may not be made; a window that large has pixels enough. */
    private static final double MAX_EDGE = 4096;

    private final BackgroundTasks works;
    private final Theme theme;

    public FigureExport(BackgroundTasks works, Theme theme) {
        this.works = works;
        this.theme = theme;
    }

    /**
     * Takes the picture now and writes it in the background: {@code NAME.png} and {@code NAME.json}. Window thread only.
     *
     * @param root of the window
     * @param file whose name's ending, if it is .png, is kept; otherwise it is added
     * @param saved is given the PNG once both are written
     */
    public void save(Node root, FigureFacts facts, Path file, Consumer<Path> saved) {
        Tokens tokens = theme.tokens().get();
        Pixels shot = shoot(root, tokens.page());
        String name = String.valueOf(file.getFileName());
        String stem = name.toLowerCase(java.util.Locale.ROOT).endsWith(".png")
                ? name.substring(0, name.length() - ".png".length())
                : name;
        Path png = file.resolveSibling(stem + ".png");
        works.start(
                new BackgroundTask(TEXT.get("work.figure"), null),
                () -> {
                    byte[] picture = FigureStrip.png(shot, facts.lines(), tokens);
                    AtomicFiles.write(png, picture);
                    AtomicFiles.write(
                            file.resolveSibling(stem + ".json"), facts.json().getBytes(StandardCharsets.UTF_8));
                    return png;
                },
                saved);
    }

    /**
     * A picture in plain memory.
     *
     * @param scale pixels of it a pixel of the window
     * @param argb row by row
     */
    record Pixels(int width, int height, double scale, int[] argb) {}

    private static Pixels shoot(Node root, Color background) {
        Bounds bounds = root.getLayoutBounds();
        double scale = Math.clamp(MAX_EDGE / Math.max(bounds.getWidth(), bounds.getHeight()), 1, SCALE);
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(new Scale(scale, scale));
        parameters.setFill(background);
        WritableImage image = root.snapshot(parameters, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        return new Pixels(width, height, scale, argb);
    }
}
