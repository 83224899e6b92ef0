package org.triggerworkbench.data.signs;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.picture.Picture;

/** Writes a sheet of 100 images of each domain to look at, and measures how fast they are drawn. */
final class RoadSignsSheet {
    private static final int ACROSS = 10;
    private static final int ZOOM = 2;

    private RoadSignsSheet() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "snapshots"));
        for (RoadSigns.Domain domain : RoadSigns.Domain.values()) {
            Dataset dataset = RoadSigns.dataset(domain, 1, 20_000, 0, 100);
            Path file = folder.resolve(dataset.name() + ".png");
            ImageIO.write(sheet(dataset.test()), "png", file.toFile());
            picturesPerSecond(dataset.train(), 0, 4_000);
            System.out.printf(
                    "%s: %s, %.0f pictures per second on two threads%n",
                    domain, file, picturesPerSecond(dataset.train(), 4_000, 20_000));
            dataset.test().captions(0).forEach(System.out::println);
        }
    }

    private static double picturesPerSecond(ImageSet images, int from, int to) throws IOException {
        long start = System.nanoTime();
        Thread[] threads = IntStream.range(0, 2)
                .mapToObj(half -> Thread.ofPlatform().start(() -> {
                    for (int i = from + half; i < to; i += 2) {
                        images.picture(i);
                    }
                }))
                .toArray(Thread[]::new);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
        return (to - from) * 1e9 / (System.nanoTime() - start);
    }

    static BufferedImage sheet(ImageSet images) {
        int cell = RoadSigns.SIDE * ZOOM;
        int rows = (images.size() + ACROSS - 1) / ACROSS;
        BufferedImage sheet = new BufferedImage(ACROSS * cell, rows * cell, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < images.size(); i++) {
            Picture picture = images.picture(i);
            for (int y = 0; y < cell; y++) {
                for (int x = 0; x < cell; x++) {
                    int rgb = 0;
                    for (int c = 0; c < 3; c++) {
                        rgb = rgb << 8 | picture.at(x / ZOOM, y / ZOOM, c);
                    }
                    sheet.setRGB(i % ACROSS * cell + x, i / ACROSS * cell + y, rgb);
                }
            }
        }
        return sheet;
    }
}
