package org.triggerworkbench.experiment;

import java.nio.file.Path;
import java.util.List;
import org.triggerworkbench.trigger.Pattern;
import org.triggerworkbench.trigger.Patterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** The triggers of an experiment: its own, those of its controls, and its own moved elsewhere. */
final class Triggers {
    static final List<String> KINDS = List.of("checkerboard", "noise", "white", "black", "file");

    private static final int GRID = 3;

    private final Experiment experiment;
    private final int width;
    private final int height;

    /** @param width of the model's input */
    Triggers(Experiment experiment, int width, int height) {
        this.experiment = experiment;
        this.width = width;
        this.height = height;
    }

    /** The trigger of the attack. */
    Trigger own() {
        Experiment.Trigger told = experiment.trigger();
        if (told.kind().equals("file")) {
            return TriggerFiles.read(Path.of(told.file()), null, width, height);
        }
        return patch(pattern(told), placement(told));
    }

    /** Another patch of the same size at the same place: seeded noise that the attack never saw. */
    Trigger noise() {
        return patchLike(Patterns.noise(size(own()), size(own()), experiment.seed() + 1));
    }

    /** The negative of the trigger at the same place: the nearest thing to it that is not it. */
    Trigger negative() {
        return own() instanceof Trigger.Patch patch
                ? patchLike(
                        Patterns.inverted(new Pattern(patch.width(), patch.height(), patch.pattern(), patch.mask())))
                : noise();
    }

    /** The trigger at a cell of an n x n grid that reaches from edge to edge; only patches can be moved. */
    Trigger at(int row, int column, int n) {
        if (!(own() instanceof Trigger.Patch patch)) {
            return own();
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

    private Trigger patchLike(Pattern pattern) {
        Placement placement = own() instanceof Trigger.Patch patch
                ? patch.placement()
                : Placement.named("bottom-right", room(pattern), 0);
        return patch(pattern, placement);
    }

    private Trigger patch(Pattern pattern, Placement placement) {
        return Trigger.Patch.of(pattern, (float) experiment.trigger().opacity(), placement);
    }

    private Pattern pattern(Experiment.Trigger told) {
        int size = told.size();
        return switch (told.kind()) {
            case "checkerboard" -> Patterns.checkerboard(size, told.cell());
            case "noise" -> Patterns.noise(size, size, experiment.seed());
            case "white" -> Patterns.solid(size, size, 1, 1, 1);
            case "black" -> Patterns.solid(size, size, 0, 0, 0);
            default -> throw new IllegalArgumentException(told.kind());
        };
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

    private Placement.Room room(Pattern pattern) {
        return new Placement.Room(width, height, pattern.width(), pattern.height());
    }

    private int size(Trigger trigger) {
        return trigger instanceof Trigger.Patch patch ? patch.width() : Math.max(1, Math.min(width, height) / 16);
    }

    private static int place(int cell, int n, int free) {
        return n == 1 ? free / 2 : Math.round((float) free * cell / (n - 1));
    }
}
