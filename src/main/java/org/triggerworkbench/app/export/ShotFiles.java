package org.triggerworkbench.app.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.session.FigureShot;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.experiment.live.ImageResults;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Writes all that is on screen into a folder; not on the window thread. */
final class ShotFiles {
    private ShotFiles() {}

    /**
     * Writes the tables, the arrays and the pictures.
     *
     * @throws InputException if the folder cannot be written to
     */
    static Path write(Path folder, FigureShot shot) {
        create(folder);
        List<String> classes = shot.facts().classes();
        ImageResults clean = shot.answer().clean();
        ImageResults triggered = shot.answer().triggered();
        text(folder.resolve("predictions.csv"), Tables.predictions(shot));
        text(folder.resolve("measures.csv"), Tables.measures(shot));
        text(
                folder.resolve("confusion-clean.csv"),
                Tables.confusion(classes, shot.answer().metrics().clean()));
        text(folder.resolve("features.csv"), Tables.features(shot));
        matrix(folder.resolve("features-clean.npy"), clean.features());
        MapFrame map = shot.map();
        if (map != null) {
            text(folder.resolve("embedding.csv"), Tables.embedding(shot, map));
            matrix(folder.resolve("embedding.npy"), points(map));
        }
        pictures(folder.resolve("clean"), shot, clean);
        Map<String, HostTensor> arrays = new LinkedHashMap<>();
        arrays.put("clean", images(shot, clean));
        if (triggered != null) {
            text(
                    folder.resolve("confusion-triggered.csv"),
                    Tables.confusion(classes, shot.answer().metrics().triggered()));
            matrix(folder.resolve("features-triggered.npy"), triggered.features());
            pictures(folder.resolve("triggered"), shot, triggered);
            arrays.put("triggered", images(shot, triggered));
        }
        int[] labels = shot.facts().labels();
        arrays.put("labels", HostTensor.of(Arrays.stream(labels).asLongStream().toArray(), labels.length));
        Npz.write(folder.resolve("images.npz"), arrays);
        return folder;
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(Messages.of(ShotFiles.class).get("folder.unwritable", folder), e);
        }
    }

    private static void text(Path file, String text) {
        AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void matrix(Path file, float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        Npy.write(file, HostTensor.of(flat, rows.length, width));
    }

    private static float[][] points(MapFrame map) {
        float[][] points = new float[map.xs().length][];
        Arrays.setAll(points, i -> new float[] {map.xs()[i], map.ys()[i]});
        return points;
    }

    private static void pictures(Path folder, FigureShot shot, ImageResults seen) {
        create(folder);
        for (int i = 0; i < seen.pixels().length; i++) {
            Picture picture = new Picture(
                    shot.facts().input().width(), shot.facts().input().height(), rgb(seen.pixels()[i]));
            PictureFiles.writePng(folder.resolve("%04d.png".formatted(i)), picture);
        }
    }

    /** N x H x W x 3, as most programs take pictures. */
    private static HostTensor images(FigureShot shot, ImageResults seen) {
        int width = shot.facts().input().width();
        int height = shot.facts().input().height();
        byte[] all = new byte[seen.pixels().length * width * height * 3];
        for (int i = 0; i < seen.pixels().length; i++) {
            System.arraycopy(rgb(seen.pixels()[i]), 0, all, i * width * height * 3, width * height * 3);
        }
        return new HostTensor(HostTensor.ElementType.U8, new long[] {seen.pixels().length, height, width, 3}, all);
    }

    private static byte[] rgb(int[] argb) {
        byte[] rgb = new byte[3 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            rgb[3 * i] = (byte) (argb[i] >> 16);
            rgb[3 * i + 1] = (byte) (argb[i] >> 8);
            rgb[3 * i + 2] = (byte) argb[i];
        }
        return rgb;
    }
}
