package org.triggerworkbench.trigger;

/** Triggers that a backdoor was not trained on, close enough to its own to show what it is that fires. */
public final class ControlTriggers {
    private ControlTriggers() {}

    /**
     * A trigger of the same kind, size, place and strength as another that the attack never saw. Of a patch and of a blended picture:
     * seeded noise under the same mask and opacity. Of a wave and of a residual: a residual with the same amount at each
     * pixel, its sign random.
     *
     * @param width of the model's input
     * @param height of the model's input
     */
    public static Trigger noise(Trigger trigger, int width, int height, long seed) {
        return switch (trigger) {
            case Trigger.Patch patch -> noise(patch, seed);
            case Trigger.Blend blend ->
                new Trigger.Blend(
                        blend.width(),
                        blend.height(),
                        PatchPatterns.noise(blend.width(), blend.height(), seed).values(),
                        blend.opacity());
            case Trigger.Sinusoid wave -> randomSigns(wave.residual(width, height), width, height, seed);
            case Trigger.Additive additive -> randomSigns(additive.delta(), width, height, seed);
        };
    }

    /** Uniform noise under the mask of a patch, with its opacity and place. */
    public static Trigger.Patch noise(Trigger.Patch patch, long seed) {
        float[] pixels =
                PatchPatterns.noise(patch.width(), patch.height(), seed).values();
        return new Trigger.Patch(
                patch.width(), patch.height(), pixels, patch.mask(), patch.opacity(), patch.placement());
    }

    /**
     * The negative of a trigger at the same place, the nearest thing to it that is not it: 1 - p of a patch's pattern and
     * of a blended picture, the other sign of a wave and of a residual.
     */
    public static Trigger negative(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Patch patch ->
                new Trigger.Patch(
                        patch.width(),
                        patch.height(),
                        inverted(patch.pattern(), 1),
                        patch.mask(),
                        patch.opacity(),
                        patch.placement());
            case Trigger.Blend blend ->
                new Trigger.Blend(blend.width(), blend.height(), inverted(blend.picture(), 1), blend.opacity());
            case Trigger.Sinusoid wave -> new Trigger.Sinusoid(-wave.amplitude(), wave.frequency());
            case Trigger.Additive additive ->
                new Trigger.Additive(additive.width(), additive.height(), inverted(additive.delta(), 0));
        };
    }

    /** Each value from a whole. */
    private static float[] inverted(float[] values, float whole) {
        float[] inverted = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            inverted[i] = whole - values[i];
        }
        return inverted;
    }

    private static Trigger randomSigns(float[] delta, int width, int height, long seed) {
        float[] lots = PatchPatterns.noise(width, height, seed).values();
        float[] signed = delta.clone();
        for (int i = 0; i < signed.length; i++) {
            signed[i] = lots[i] < 0.5f ? -signed[i] : signed[i];
        }
        return new Trigger.Additive(width, height, signed);
    }
}
