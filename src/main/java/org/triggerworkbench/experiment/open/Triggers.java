package org.triggerworkbench.experiment.open;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.Preprocessing;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.trigger.ControlTriggers;
import org.triggerworkbench.trigger.PatchPattern;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerCrop;
import org.triggerworkbench.trigger.TriggerFiles;
import org.triggerworkbench.trigger.TriggerReading;

/** The triggers of an experiment: its own, those of its controls, and its own moved elsewhere. */
public final class Triggers {
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
        Experiment.TriggerSpec told = experiment.trigger();
        this.own = switch (told.kind()) {
            case Experiment.TriggerSpec.NONE -> null;
            case "file" -> TriggerCrop.of(file(told), width, height);
            case "blend" -> new Trigger.Blend(width, height, key(told), (float) told.opacity());
            default ->
                Trigger.Patch.of(
                        pattern(told),
                        (float) told.opacity(),
                        placement(told, new Placement.Room(width, height, told.size(), told.size())));
        };
    }

    /** The trigger of the attack. A patch as large as the input is cut down to what its mask shows; it stamps the same. */
    public Trigger own() {
        return known().orElseThrow();
    }

    /** The same, or nothing where a defence is measured without one. */
    public Optional<Trigger> known() {
        return Optional.ofNullable(own);
    }

    /** A trigger like another that the attack never saw. */
    public Trigger noise(Trigger trigger) {
        return ControlTriggers.noise(trigger, width, height, experiment.seed() + 1);
    }

    /** Whether there is more than one place for a trigger: it is a patch smaller than the input. */
    public boolean isMovable(Trigger trigger) {
        return trigger instanceof Trigger.Patch patch && (patch.width() < width || patch.height() < height);
    }

    /** Whether a trigger lies at the same pixels of each image. */
    public boolean isInOnePlace(Trigger trigger) {
        return !(trigger instanceof Trigger.Patch patch) || patch.placement() instanceof Placement.Fixed;
    }

    /**
     * A trigger at a cell of an n x n grid that reaches from edge to edge.
     *
     * @throws IllegalStateException if it is not movable
     */
    public Trigger at(Trigger trigger, int row, int column, int n) {
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
    public static boolean canBePng(Trigger trigger) {
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

    private PatchPattern pattern(Experiment.TriggerSpec told) {
        int size = told.size();
        return switch (told.kind()) {
            case "checkerboard" -> PatchPatterns.checkerboard(size, told.cell());
            case "noise" -> PatchPatterns.noise(size, size, experiment.seed());
            case "white" -> PatchPatterns.solid(size, size, 1, 1, 1);
            case "black" -> PatchPatterns.solid(size, size, 0, 0, 0);
            case "colour" -> {
                int rgb = Integer.parseInt(told.colour().substring(1), 16);
                yield PatchPatterns.solid(
                        size, size, (rgb >> 16) / 255f, (rgb >> 8 & 0xff) / 255f, (rgb & 0xff) / 255f);
            }
            default -> throw new IllegalArgumentException(told.kind());
        };
    }

    /** A picture smaller than the input goes where the experiment says. */
    private Trigger file(Experiment.TriggerSpec told) {
        TriggerReading how = new TriggerReading(
                null,
                room -> room.width() == width && room.height() == height
                        ? new Placement.Fixed(0, 0)
                        : placement(told, room));
        return TriggerFiles.readAs(Path.of(told.file()), how, width, height);
    }

    /** The picture to blend, at the input's size: seeded noise where no file is named. */
    private float[] key(Experiment.TriggerSpec told) {
        if (told.file().isBlank()) {
            return PatchPatterns.noise(width, height, experiment.seed()).values();
        }
        Preprocessing exact = Preprocessing.exact(width, height, Resampling.Filter.BICUBIC);
        return PatchPatterns.of(exact.apply(PictureFiles.read(Path.of(told.file()))))
                .values();
    }

    private static Placement placement(Experiment.TriggerSpec told, Placement.Room room) {
        return switch (told.position()) {
            case "random" -> new Placement.RandomPlace();
            case "grid" -> new Placement.Grid(GRID, GRID);
            default -> Placement.named(told.position(), room, told.margin());
        };
    }

    private static int place(int cell, int n, int free) {
        return n == 1 ? free / 2 : Math.round((float) free * cell / (n - 1));
    }
}
