package org.triggerworkbench.data.signs;

import java.util.SplittableRandom;

/**
 * How a scene is lit and how far one sees. Colours are factors or values of red, green, blue around 0..1.
 *
 * @param ambient factor on what stands far away
 * @param nearLight factor on what stands before the sign
 * @param board factor on the board
 * @param shade how much darker one side of the board is, 0..1
 * @param haze colour that distance fades to
 * @param farHaze share of haze over the backdrop, 0..1
 * @param nearHaze share of haze over all, 0..1
 * @param grain standard deviation of the sensor's noise, in values of 0..1
 * @param glows whether lamps glow in the dark
 */
record Illumination(
        float[] ambient,
        float[] nearLight,
        float[] board,
        float shade,
        float[] haze,
        float farHaze,
        float nearHaze,
        float grain,
        boolean glows) {

    static Illumination of(SignScene scene, SplittableRandom random) {
        float gain = (float) random.nextDouble(0.82, 1.1);
        float[] day =
                switch (scene.light()) {
                    case NOON -> scaled(gain, 1.08f, 1.05f, 0.98f);
                    case CLOUDY -> scaled(gain, 0.84f, 0.87f, 0.9f);
                    case DUSK -> scaled(gain, 0.82f, 0.64f, 0.6f);
                    case DAWN -> scaled(gain, 0.95f, 0.82f, 0.86f);
                    case NIGHT -> scaled(gain, 0.13f, 0.16f, 0.26f);
                };
        float shade = (float) random.nextDouble(0, scene.light() == SignScene.Light.CLOUDY ? 0.15 : 0.4);
        float grain = (float) random.nextDouble(0.005, 0.03);
        if (scene.light() == SignScene.Light.NIGHT) {
            return new Illumination(
                    day, scaled(1.4f, day), lamp(random), shade + 0.1f, new float[3], 0, 0, grain + 0.03f, true);
        }
        return switch (scene.weather()) {
            case DRY -> new Illumination(day, day, day, shade, day, 0, 0, grain, false);
            case FOG -> {
                float[] grey = greyed(day);
                float[] haze = scaled((float) random.nextDouble(0.72, 0.92), grey);
                float near = (float) random.nextDouble(0.5, 0.74);
                yield new Illumination(grey, grey, grey, shade, haze, 0.6f, near, grain + 0.01f, false);
            }
            case SNOW -> {
                float[] grey = greyed(day);
                float[] haze = scaled(0.85f, grey);
                float near = (float) random.nextDouble(0.12, 0.38);
                yield new Illumination(grey, grey, grey, shade, haze, 0.45f, near, grain + 0.01f, false);
            }
        };
    }

    /** Street lamps are orange, headlights bluish, old tubes green. */
    private static float[] lamp(SplittableRandom random) {
        float gain = (float) random.nextDouble(0.52, 0.8);
        return switch (random.nextInt(3)) {
            case 0 -> scaled(gain, 1.15f, 0.78f, 0.42f);
            case 1 -> scaled(gain, 0.75f, 0.88f, 1.15f);
            default -> scaled(gain, 0.75f, 1.05f, 0.75f);
        };
    }

    /** Fog and snow scatter the light: little of the sun's colour is left. */
    private static float[] greyed(float[] day) {
        float mean = (day[0] + day[1] + day[2]) / 3;
        float[] grey = new float[3];
        for (int c = 0; c < 3; c++) {
            grey[c] = mean + 0.3f * (day[c] - mean);
        }
        return grey;
    }

    private static float[] scaled(float gain, float... rgb) {
        return new float[] {gain * rgb[0], gain * rgb[1], gain * rgb[2]};
    }
}
