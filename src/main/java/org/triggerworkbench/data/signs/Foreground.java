package org.triggerworkbench.data.signs;

import java.util.SplittableRandom;

/** What stands between the camera and the sign. */
final class Foreground {
    private Foreground() {}

    /** Leaves or a post before the board, clear elsewhere; empty where nothing hides it. */
    static int[] paint(SignScene scene, SplittableRandom random) {
        return switch (scene.occlusion()) {
            case NONE, STICKER -> new int[0];
            case LEAVES -> leaves(scene, random);
            case POST -> post(scene, random);
        };
    }

    /** A twig reaches in over the edge, so that the middle stays free. */
    private static int[] leaves(SignScene scene, SplittableRandom random) {
        ShapeCanvas canvas = new ShapeCanvas();
        canvas.smooth();
        double angle = random.nextDouble(2 * StrictMath.PI);
        double x = scene.centreX() + scene.radius() * 1.05 * StrictMath.cos(angle);
        double y = scene.centreY() + scene.radius() * 1.05 * StrictMath.sin(angle);
        int count = random.nextInt(9, 17);
        for (int i = 0; i < count; i++) {
            int green = ShapeCanvas.mixed(0x2f5a22, 0x86a848, random.nextDouble());
            if (scene.weather() == SignScene.Weather.SNOW && random.nextBoolean()) {
                green = 0xe4e8ee;
            }
            double spread = scene.radius() * 0.42;
            canvas.ellipse(
                    green,
                    x + random.nextDouble(-1, 1) * spread,
                    y + random.nextDouble(-1, 1) * spread,
                    random.nextDouble(1.5, 4),
                    random.nextDouble(1.5, 3.5));
        }
        return canvas.pixels();
    }

    /** A thin post off the middle. */
    private static int[] post(SignScene scene, SplittableRandom random) {
        ShapeCanvas canvas = new ShapeCanvas();
        canvas.smooth();
        double side = random.nextBoolean() ? 1 : -1;
        double x = scene.centreX() + side * scene.radius() * random.nextDouble(0.6, 0.9);
        double width = random.nextDouble(0.1, 0.2) * scene.radius();
        double lean = random.nextDouble(-6, 6);
        int colour = ShapeCanvas.mixed(0x3c3026, 0x9a9ea2, random.nextDouble());
        canvas.fill(
                colour,
                Pictograms.polygon(
                        x + lean, 0, x + width + lean, 0, x + width - lean, RoadSigns.SIDE, x - lean, RoadSigns.SIDE));
        return canvas.pixels();
    }

    /** Falling snow, near flakes larger. */
    static int[] flakes(SplittableRandom random) {
        ShapeCanvas canvas = new ShapeCanvas();
        canvas.smooth();
        int count = random.nextInt(25, 70);
        for (int i = 0; i < count; i++) {
            double radius = i % 8 == 0 ? random.nextDouble(1, 2) : random.nextDouble(0.4, 0.9);
            canvas.ellipse(0xfafcff, random.nextDouble(64), random.nextDouble(64), radius, radius * 1.2);
        }
        return canvas.pixels();
    }
}
