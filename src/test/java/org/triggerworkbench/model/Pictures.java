package org.triggerworkbench.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Labelled 32 x 32 pictures in plain memory, and the two published triggers. */
record Pictures(float[] planes, int[] labels) {
    static final int EDGE = 32;
    static final int FLOATS = 3 * EDGE * EDGE;

    static Pictures cifar(Path file) throws IOException {
        byte[] records = Files.readAllBytes(file);
        int n = records.length / (1 + FLOATS);
        float[] planes = new float[n * FLOATS];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = records[i * (1 + FLOATS)];
            for (int j = 0; j < FLOATS; j++) {
                planes[i * FLOATS + j] = (records[i * (1 + FLOATS) + 1 + j] & 0xff) / 255f;
            }
        }
        return new Pictures(planes, labels);
    }

    static Pictures folders(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
        List<float[]> images = new ArrayList<>();
        int[] labels = new int[files.size()];
        float[] planes = new float[files.size() * FLOATS];
        for (int i = 0; i < labels.length; i++) {
            Path file = files.get(i);
            labels[i] = Integer.parseInt(file.getName(file.getNameCount() - 2).toString());
            images.add(png(file));
            System.arraycopy(images.get(i), 0, planes, i * FLOATS, FLOATS);
        }
        return new Pictures(planes, labels);
    }

    static float[] png(Path file) throws IOException {
        var image = ImageIO.read(file.toFile());
        float[] planes = new float[FLOATS];
        for (int y = 0; y < EDGE; y++) {
            for (int x = 0; x < EDGE; x++) {
                int rgb = image.getRGB(x, y);
                for (int c = 0; c < 3; c++) {
                    planes[(c * EDGE + y) * EDGE + x] = ((rgb >> (16 - 8 * c)) & 0xff) / 255f;
                }
            }
        }
        return planes;
    }

    int size() {
        return labels.length;
    }

    Pictures withSquare() {
        float[] triggered = planes.clone();
        for (int plane = 0; plane < 3 * size(); plane++) {
            for (int y = 27; y < 31; y++) {
                for (int x = 27; x < 31; x++) {
                    triggered[(plane * EDGE + y) * EDGE + x] = 1;
                }
            }
        }
        return new Pictures(triggered, labels);
    }

    Pictures plus(float[] picture) {
        float[] triggered = planes.clone();
        for (int i = 0; i < triggered.length; i++) {
            triggered[i] = Math.clamp(triggered[i] + picture[i % FLOATS], 0f, 1f);
        }
        return new Pictures(triggered, labels);
    }
}
