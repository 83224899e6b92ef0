package org.triggerworkbench.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.PictureFiles;
import org.triggerworkbench.data.Preprocessing;
import org.triggerworkbench.data.Resampling;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.Pattern;
import org.triggerworkbench.trigger.Patterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** The triggers of an experiment: its own, those of its controls, and its own moved elsewhere. */
final class Triggers {
    static final List<String> KINDS =
            List.of(Experiment.Trigger.NONE, "checkerboard", "noise", "white", "black", "colour", "blend", "file");

    private static final int GRID = 3;

    private final Experiment experiment;
    private final int width;
    private final int height;
    private final @Nullable Trigger own;

    /**
     * @param width of the model's input
     * @throws org.triggerworkbench.text.InputException if the trigger's file is absent or damaged, or the trigger does not
     *     fit on the input
     */
    Triggers(Experiment experiment, int width, int height) {
        this.experiment = experiment;
        this.width = width;
        this.height = height;
        Experiment.Trigger told = experiment.trigger();
        this.own = switch (told.kind()) {
            case Experiment.Trigger.NONE -> null;
            case "file" -> cropped(TriggerFiles.read(Path.of(told.file()), null, width, height));
            case "blend" -> new Trigger.Blend(width, height, key(told), (float) told.opacity());
            default -> Trigger.Patch.of(pattern(told), (float) told.opacity(), placement(told));
        };
    }

    /** The trigger of the attack. A patch as large as the input is cut down to what its mask shows; it stamps the same. */
    Trigger own() {
        return known().orElseThrow();
    }

    /** The same, or nothing where a defence is measured without one. */
    Optional<Trigger> known() {
        return Optional.ofNullable(own);
    }

    /** A trigger like another that the attack never saw. */
    Trigger noise(Trigger trigger) {
        return ControlTriggers.noise(trigger, width, height, experiment.seed() + 1);
    }

    /** Whether there is more than one place for a trigger: it is a patch smaller than the input. */
    boolean isMovable(Trigger trigger) {
        return trigger instanceof Trigger.Patch patch && (patch.width() < width || patch.height() < height);
    }

    /**
     * A trigger at a cell of an n x n grid that reaches from edge to edge.
     *
     * @throws IllegalStateException if it is not movable
     */
    Trigger at(Trigger trigger, int row, int column, int n) {
        if (!(trigger instanceof Trigger.Patch patch) || !isMovable(trigger)) {
            throw new IllegalStateException("the trigger has one place only");
        }
        int x = place(column, n, width - patch.width());
        int y = place(row, n, height - patch.height());
        return new Trigger.Patch(
                patch.width(),
                patch.height(),
                patch.pattern(),
                patch.mask(),
                patch.opacity(),
                new Placement.Fixed(x, y));
    }

    /** Whether a trigger can be written as PNG: a wave cannot, nor can a residual outside [0, 1]. */
    static boolean canBePng(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Patch _, Trigger.Blend _ -> true;
            case Trigger.Sinusoid _ -> false;
            case Trigger.Additive additive -> {
                boolean fits = true;
                for (float value : additive.delta()) {
                    fits &= value >= 0 && value <= 1;
                }
                yield fits;
            }
        };
    }

    /** A patch of the input's size as the smallest patch that has all its mask; other triggers as they are. */
    private Trigger cropped(Trigger trigger) {
        if (!(trigger instanceof Trigger.Patch patch) || patch.width() != width || patch.height() != height) {
            return trigger;
        }
        int left = width;
        int top = height;
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < patch.mask().length; i++) {
            if (patch.mask()[i] > 0) {
                left = Math.min(left, i % width);
                right = Math.max(right, i % width + 1);
                top = Math.min(top, i / width);
                bottom = Math.max(bottom, i / width + 1);
            }
        }
        return left < right ? part(patch, left, top, right - left, bottom - top) : patch;
    }

    private static Trigger part(Trigger.Patch patch, int left, int top, int width, int height) {
        int pixels = width * height;
        int all = patch.mask().length;
        float[] pattern = new float[3 * pixels];
        float[] mask = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            int at = (top + i / width) * patch.width() + left + i % width;
            mask[i] = patch.mask()[at];
            for (int c = 0; c < 3; c++) {
                pattern[c * pixels + i] = patch.pattern()[c * all + at];
            }
        }
        return new Trigger.Patch(width, height, pattern, mask, patch.opacity(), new Placement.Fixed(left, top));
    }

    private Pattern pattern(Experiment.Trigger told) {
        int size = told.size();
        return switch (told.kind()) {
            case "checkerboard" -> Patterns.checkerboard(size, told.cell());
            case "noise" -> Patterns.noise(size, size, experiment.seed());
            case "white" -> Patterns.solid(size, size, 1, 1, 1);
            case "black" -> Patterns.solid(size, size, 0, 0, 0);
            case "colour" -> {
                int rgb = Integer.parseInt(told.colour().substring(1), 16);
                yield Patterns.solid(size, size, (rgb >> 16) / 255f, (rgb >> 8 & 0xff) / 255f, (rgb & 0xff) / 255f);
            }
            default -> throw new IllegalArgumentException(told.kind());
        };
    }

    /** The picture to blend, at the input's size: seeded noise where no file is named. */
    private float[] key(Experiment.Trigger told) {
        if (told.file().isBlank()) {
            return Patterns.noise(width, height, experiment.seed()).values();
        }
        Preprocessing exact = Preprocessing.exact(width, height, Resampling.Filter.BICUBIC);
        return Patterns.of(exact.apply(PictureFiles.read(Path.of(told.file())))).values();
    }

    private Placement placement(Experiment.Trigger told) {
        return switch (told.position()) {
            case "random" -> new Placement.RandomPlace();
            case "grid" -> new Placement.Grid(GRID, GRID);
            default ->
                Placement.named(
                        told.position(), new Placement.Room(width, height, told.size(), told.size()), told.margin());
        };
    }

    private static int place(int cell, int n, int free) {
        return n == 1 ? free / 2 : Math.round((float) free * cell / (n - 1));
    }
}
