package org.triggerworkbench.data.signs;

import java.util.List;
import java.util.SplittableRandom;

/** Puts a board into the picture as a camera sees it: turned in space, with perspective. */
final class BoardWarp {
    /** Distance of the camera in board radii: near enough that perspective shows. */
    private static final double CAMERA = 5;

    private final SignScene scene;
    /** Takes picture positions to board positions, homogeneous, row by row. */
    private final double[] inverse;

    private BoardWarp(SignScene scene, double[] inverse) {
        this.scene = scene;
        this.inverse = inverse;
    }

    static BoardWarp of(SignScene scene) {
        double cosYaw = StrictMath.cos(scene.yaw());
        double sinYaw = StrictMath.sin(scene.yaw());
        double cosPitch = StrictMath.cos(scene.pitch());
        double sinPitch = StrictMath.sin(scene.pitch());
        double cosRoll = StrictMath.cos(scene.roll());
        double sinRoll = StrictMath.sin(scene.roll());
        // The first two columns of yaw * pitch * roll, then the division by the depth.
        double[] x = {cosYaw * cosRoll + sinYaw * sinPitch * sinRoll, -cosYaw * sinRoll + sinYaw * sinPitch * cosRoll};
        double[] y = {cosPitch * sinRoll, cosPitch * cosRoll};
        double[] z = {-sinYaw * cosRoll + cosYaw * sinPitch * sinRoll, sinYaw * sinRoll + cosYaw * sinPitch * cosRoll};
        double r = scene.radius();
        double cx = scene.centreX();
        double cy = scene.centreY();
        double p = z[0] / CAMERA;
        double q = z[1] / CAMERA;
        return new BoardWarp(scene, inverse(new double[] {
            r * x[0] + cx * p, r * x[1] + cx * q, cx, r * y[0] + cy * p, r * y[1] + cy * q, cy, p, q, 1
        }));
    }

    /** Inverse up to a factor, which homogeneous coordinates do not see. */
    private static double[] inverse(double[] m) {
        return new double[] {
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
        };
    }

    void composite(Film film, SignTexture texture, List<Smudge> smudges, Illumination light, SplittableRandom random) {
        int level = SignTexture.level(4 * SignTexture.EXTENT * scene.radius());
        double angle = random.nextDouble(2 * StrictMath.PI);
        double shadeU = light.shade() / 2 * StrictMath.cos(angle);
        double shadeV = light.shade() / 2 * StrictMath.sin(angle);
        int reach = (int) (1.35 * scene.radius()) + 2;
        int left = Math.max(0, (int) scene.centreX() - reach);
        int right = Math.min(film.side(), (int) scene.centreX() + reach);
        int top = Math.max(0, (int) scene.centreY() - reach);
        int bottom = Math.min(film.side(), (int) scene.centreY() + reach);
        float[] one = new float[4];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                float red = 0;
                float green = 0;
                float blue = 0;
                float alpha = 0;
                for (int part = 0; part < 4; part++) {
                    double px = x + 0.25 + 0.5 * (part & 1);
                    double py = y + 0.25 + 0.5 * (part >> 1);
                    double w = inverse[6] * px + inverse[7] * py + inverse[8];
                    double u = (inverse[0] * px + inverse[1] * py + inverse[2]) / w;
                    double v = (inverse[3] * px + inverse[4] * py + inverse[5]) / w;
                    texture.sample(level, u, v, one);
                    if (one[3] > 0) {
                        for (Smudge smudge : smudges) {
                            smudge.cover(u, v, one);
                        }
                        float gain = (float) (0.25 * (1 - light.shade() / 2 + shadeU * u + shadeV * v));
                        red += gain * one[0];
                        green += gain * one[1];
                        blue += gain * one[2];
                        alpha += 0.25f * one[3];
                    }
                }
                if (alpha > 0) {
                    float[] board = light.board();
                    film.overPremultiplied(x, y, red * board[0], green * board[1], blue * board[2], alpha);
                }
            }
        }
    }
}
