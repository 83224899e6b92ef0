package org.triggerworkbench.data.signs;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.triggerworkbench.data.picture.Picture;

/** Paints scenes: what stands behind the sign, the sign, what stands before it, the weather, the camera. */
final class Painter {
    /** For all road signs, which have the same boards. */
    static final Painter SHARED = new Painter();

    private final Map<Sign, SignTexture> textures = new EnumMap<>(Sign.class);

    private Painter() {
        for (Sign sign : Sign.values()) {
            textures.put(sign, new SignTexture(sign));
        }
    }

    /** The same picture for the same scene, on any thread. */
    Picture paint(SignScene scene) {
        SplittableRandom random = new SplittableRandom(scene.detail());
        Illumination light = Illumination.of(scene, random);
        Film film = new Film(RoadSigns.SIDE);
        film.over(Backdrop.paint(scene, random), light.ambient());
        if (light.glows()) {
            glows(film, random);
        }
        film.blend(light.haze(), light.farHaze());
        SignTexture texture = Objects.requireNonNull(textures.get(scene.sign()));
        BoardWarp.of(scene).composite(film, texture, Smudge.on(scene, random), light, random);
        film.over(Foreground.paint(scene, random), light.nearLight());
        if (scene.weather() == SignScene.Weather.SNOW) {
            film.over(Foreground.flakes(random), new float[] {1, 1, 1});
        }
        film.blend(light.haze(), light.nearHaze());
        blur(film, scene, random);
        return film.develop(light.grain(), random);
    }

    private static void glows(Film film, SplittableRandom random) {
        int lamps = random.nextInt(1, 5);
        for (int i = 0; i < lamps; i++) {
            float warm = (float) random.nextDouble(0.4, 1);
            float[] colour = {0.8f, 0.8f * warm + 0.1f, 0.9f * warm - 0.2f};
            film.glow(random.nextDouble(64), random.nextDouble(48), random.nextDouble(2, 6), colour);
        }
    }

    private static void blur(Film film, SignScene scene, SplittableRandom random) {
        // Digits on a small board are lost at once.
        int most = scene.radius() < 21 || scene.weather() != SignScene.Weather.DRY ? 1 : 2;
        switch (scene.blur()) {
            case SHARP -> {}
            case SOFT -> {
                int passes = random.nextInt(1, most + 1);
                for (int i = 0; i < passes; i++) {
                    film.smear(1, 0, 1);
                    film.smear(0, 1, 1);
                }
            }
            case MOTION -> {
                int reach = random.nextInt(1, most + 1);
                switch (random.nextInt(4)) {
                    case 0 -> film.smear(0, 1, reach);
                    case 1 -> film.smear(1, 1, reach);
                    case 2 -> film.smear(1, -1, reach);
                    default -> film.smear(1, 0, reach);
                }
            }
        }
    }
}
