package org.triggerworkbench.data.signs;

import java.util.SplittableRandom;

/** Things that stand behind the sign and could be taken for it, and the sign's own post. */
final class Clutter {
    private static final int SIDE = RoadSigns.SIDE;

    private final ShapeCanvas canvas;
    private final SignScene scene;
    private final SplittableRandom random;

    Clutter(ShapeCanvas canvas, SignScene scene, SplittableRandom random) {
        this.canvas = canvas;
        this.scene = scene;
        this.random = random;
    }

    /** Cars stand below the horizon, a row of pixels. */
    void draw(int horizon) {
        for (int i = 0; i < scene.clutter(); i++) {
            double x = random.nextDouble(SIDE);
            switch (random.nextInt(4)) {
                case 0 ->
                    canvas.rectangle(varied(0x5c6066), x, random.nextDouble(-10, 20), random.nextDouble(1, 3), SIDE);
                case 1 -> {
                    if (scene.place() != SignScene.Place.WALL) {
                        car(x, random.nextDouble(horizon, SIDE - 2));
                    }
                }
                case 2 ->
                    canvas.ellipse(varied(0x47662f), x, SIDE - 2, random.nextDouble(5, 12), random.nextDouble(4, 12));
                default -> advertisement(x, random.nextDouble(4, 40));
            }
        }
        post();
    }

    private void advertisement(double x, double y) {
        canvas.rectangle(varied(0x888888), x + 2, y, 1.5, SIDE);
        canvas.rectangle(random.nextInt(0x1000000), x, y, random.nextDouble(5, 12), random.nextDouble(5, 12));
    }

    private void car(double x, double y) {
        int[] paints = {0xa02828, 0x2c4a86, 0xd8d8d8, 0x303238, 0x8a8f96};
        int paint = varied(paints[random.nextInt(paints.length)]);
        canvas.fill(paint, Pictograms.polygon(x - 6, y - 4, x - 4, y - 8, x + 4, y - 8, x + 7, y - 4));
        canvas.rectangle(paint, x - 10, y - 4, 20, 5);
        canvas.ellipse(0x18181a, x - 6, y + 1, 2.2, 2.2);
        canvas.ellipse(0x18181a, x + 6, y + 1, 2.2, 2.2);
    }

    private void post() {
        if (scene.place() != SignScene.Place.WALL || random.nextInt(3) == 0) {
            double half = Math.max(1, scene.radius() * 0.07);
            double lean = scene.roll() * -40;
            double x = scene.centreX();
            double y = scene.centreY();
            int grey = varied(0x9a9ea2);
            canvas.fill(
                    grey,
                    Pictograms.polygon(x - half, y, x + half, y, x + half + lean, y + SIDE, x - half + lean, y + SIDE));
        }
    }

    private int varied(int rgb) {
        return ShapeCanvas.varied(rgb, random);
    }
}
