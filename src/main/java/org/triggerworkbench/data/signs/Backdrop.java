package org.triggerworkbench.data.signs;

import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** What stands behind the sign, in daylight: the place first, then the things that stand there. */
final class Backdrop {
    private static final int SIDE = RoadSigns.SIDE;
    private static final int SNOW = 0xe9edf4;

    private final ShapeCanvas canvas = new ShapeCanvas();
    private final SignScene scene;
    private final SplittableRandom random;
    private final int horizon;

    private Backdrop(SignScene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        this.horizon = random.nextInt(34, 54);
    }

    static int[] paint(SignScene scene, SplittableRandom random) {
        Backdrop backdrop = new Backdrop(scene, random);
        backdrop.place();
        new Clutter(backdrop.canvas, scene, random).draw(backdrop.horizon);
        return backdrop.canvas.pixels();
    }

    private void place() {
        if (scene.place() == SignScene.Place.WALL) {
            wall();
            return;
        }
        sky();
        canvas.smooth();
        switch (scene.place()) {
            case SKY -> clouds();
            case TREES -> trees();
            case CITY -> houses();
            case FIELD -> field();
            case HILLS -> hills();
            case WALL -> throw new IllegalStateException("a wall has no sky");
        }
    }

    private void sky() {
        int top = 0;
        int low = 0;
        switch (scene.light()) {
            case NOON -> {
                top = 0x4f8fdc;
                low = 0xb9d8f2;
            }
            case CLOUDY -> {
                top = 0x9aa4ae;
                low = 0xd3d8dc;
            }
            case DUSK -> {
                top = 0x6a6496;
                low = 0xf0b080;
            }
            case DAWN -> {
                top = 0x8fa3d0;
                low = 0xffd6c0;
            }
            case NIGHT -> {
                top = 0x4a5a88;
                low = 0x7a7a90;
            }
        }
        if (scene.weather() != SignScene.Weather.DRY) {
            top = ShapeCanvas.mixed(top, 0xc4c8cc, 0.7);
            low = ShapeCanvas.mixed(low, 0xdadcde, 0.7);
        }
        int end = scene.place() == SignScene.Place.SKY ? SIDE : horizon;
        canvas.gradient(varied(top), varied(low), 0, end);
        int ground = scene.weather() == SignScene.Weather.SNOW ? SNOW : groundColour();
        canvas.gradient(varied(ground), ShapeCanvas.mixed(ground, 0, 0.3), end, SIDE);
    }

    private int groundColour() {
        return switch (scene.place()) {
            case CITY -> 0x77767a;
            case FIELD -> random.nextBoolean() ? 0xb59b4a : 0x86a043;
            default -> 0x5d7a3c;
        };
    }

    private void clouds() {
        int count = random.nextInt(2, 6);
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble(SIDE);
            double y = random.nextDouble(SIDE);
            int colour = varied(scene.light() == SignScene.Light.NOON ? 0xf2f4f8 : 0xc4c2c8);
            canvas.ellipse(colour, x, y, random.nextDouble(6, 16), random.nextDouble(2, 6));
            canvas.ellipse(colour, x + 4, y - 2, random.nextDouble(4, 9), random.nextDouble(3, 6));
        }
    }

    private void trees() {
        int count = random.nextInt(6, 12);
        boolean firs = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble(-4, SIDE + 4);
            int green = varied(scene.weather() == SignScene.Weather.SNOW ? 0x7f8f8a : firs ? 0x2c5230 : 0x4b7a34);
            double width = random.nextDouble(6, 12);
            double top = random.nextDouble(-4, 26);
            if (firs) {
                canvas.fill(green, Pictograms.polygon(x, top, x + width, horizon + 6, x - width, horizon + 6));
            } else {
                canvas.rectangle(0x4a3626, x - 1.5, top + width, 3, horizon + 4 - top - width);
                canvas.ellipse(green, x, top + width, width, width * 1.2);
                canvas.ellipse(
                        ShapeCanvas.mixed(green, 0xffffff, 0.12), x - 2, top + width - 3, width * 0.6, width * 0.6);
            }
        }
    }

    private void houses() {
        double x = random.nextDouble(-14, 0);
        while (x < SIDE) {
            double width = random.nextDouble(14, 26);
            double top = random.nextDouble(-4, 24);
            int[] walls = {0xb8a58c, 0x9c7a66, 0x8d9298, 0xd0c6b4, 0x7b6c66};
            canvas.rectangle(varied(walls[random.nextInt(walls.length)]), x, top, width, horizon + 2 - top);
            int pane = random.nextInt(3) == 0 ? 0xf0d890 : varied(0x44525e);
            double step = random.nextDouble(6, 8);
            for (double wy = top + 3; wy < horizon - 5; wy += step + 1) {
                for (double wx = x + 2.5; wx < x + width - 4; wx += step) {
                    canvas.rectangle(pane, wx, wy, 3, 4);
                }
            }
            x += width + (random.nextInt(4) == 0 ? 5 : 0);
        }
    }

    private void field() {
        int rows = random.nextInt(3, 7);
        for (int i = 0; i < rows; i++) {
            double x = SIDE * (i + random.nextDouble()) / rows;
            int colour =
                    scene.weather() == SignScene.Weather.SNOW ? 0xccd3dd : ShapeCanvas.mixed(groundColour(), 0, 0.2);
            canvas.fill(
                    varied(colour),
                    Pictograms.polygon(
                            32 + (x - 32) * 0.2, horizon, x + (x - 32) * 2 + 3, SIDE, x + (x - 32) * 2 - 3, SIDE));
        }
        canvas.ellipse(varied(0x55733f), random.nextDouble(SIDE), horizon, random.nextDouble(8, 20), 3);
    }

    private void hills() {
        for (int layer = 0; layer < 3; layer++) {
            Path2D ridge = new Path2D.Double();
            double y = horizon - 22 + 10 * layer;
            ridge.moveTo(-1, SIDE);
            for (int x = -1; x <= SIDE + 12; x += 11) {
                ridge.lineTo(x, y + random.nextDouble(-8, 8));
            }
            ridge.lineTo(SIDE + 12, SIDE);
            ridge.closePath();
            int near = scene.weather() == SignScene.Weather.SNOW ? SNOW : 0x587a48;
            canvas.fill(varied(ShapeCanvas.mixed(0x8c9bb4, near, layer / 2.0)), ridge);
        }
    }

    private void wall() {
        int[] bricks = {0x9c5a44, 0xa8988a, 0x8c8c8c, 0xb87858};
        int brick = bricks[random.nextInt(bricks.length)];
        int mortar = ShapeCanvas.mixed(brick, 0xd8d4cc, 0.55);
        canvas.rectangle(mortar, 0, 0, SIDE, SIDE);
        int height = random.nextInt(4, 8);
        int width = 2 * height + random.nextInt(3);
        int shift = random.nextInt(width);
        for (int row = 0; row * height < SIDE; row++) {
            for (int x = -shift - (row & 1) * width / 2; x < SIDE; x += width) {
                canvas.rectangle(varied(brick), x, row * height, width - 1, height - 1);
            }
        }
        canvas.smooth();
    }

    private int varied(int rgb) {
        return ShapeCanvas.varied(rgb, random);
    }
}
