package org.triggerworkbench.app.paint.document;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.trigger.PatchPattern;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/**
 * A trigger as it is painted: pixels at the model's input resolution, with at most one floating selection, and how they go
 * on the images. Never changed once it is made: every edit is another document, and undo puts the one before back.
 */
public final class TriggerDocument {
    private static final Placement.Grid GRID = new Placement.Grid(3, 3);

    private final Sprite layer;
    private final @Nullable Floating floating;
    private final float opacity;
    private final PlacementKind where;
    private final Placement.Grid grid;
    private final @Nullable Basis basis;
    private @Nullable Trigger made;
    private boolean isMade;

    private TriggerDocument(
            Sprite layer,
            @Nullable Floating floating,
            float opacity,
            PlacementKind where,
            Placement.Grid grid,
            @Nullable Basis basis) {
        this.layer = layer;
        this.floating = floating;
        this.opacity = opacity;
        this.where = where;
        this.grid = grid;
        this.basis = basis;
    }

    /** Nothing, for pictures of a size. */
    public static TriggerDocument empty(int width, int height) {
        return new TriggerDocument(Sprite.empty(width, height), null, 1, PlacementKind.FIXED, GRID, null);
    }

    /** A trigger to be looked at and painted on; it is handed on as it is until something is changed. */
    public static TriggerDocument of(@Nullable Trigger trigger, int width, int height) {
        TriggerDocument empty = empty(width, height);
        return switch (trigger) {
            case null -> empty;
            case Trigger.Patch patch -> {
                Basis basis = Basis.of(patch, width, height);
                Placement.Grid grid = patch.placement() instanceof Placement.Grid own ? own : GRID;
                PlacementKind where = PlacementKind.of(patch.placement());
                yield basis == null
                        ? new TriggerDocument(
                                empty.layer, null, patch.opacity(), where, grid, Basis.whole(patch, empty.layer))
                        : new TriggerDocument(
                                empty.layer,
                                Floating.of(basis.shown(), basis.x(), basis.y()),
                                patch.opacity(),
                                where,
                                grid,
                                basis);
            }
            case Trigger.Blend blend
            when blend.width() == width && blend.height() == height -> {
                Sprite picture = TriggerPictures.of(blend, width, height);
                yield new TriggerDocument(
                        picture, null, blend.opacity(), PlacementKind.FIXED, GRID, Basis.whole(blend, picture));
            }
            case Trigger.Blend _, Trigger.Additive _, Trigger.Sinusoid _ ->
                new TriggerDocument(empty.layer, null, 1, PlacementKind.FIXED, GRID, Basis.whole(trigger, empty.layer));
        };
    }

    public int width() {
        return layer.width();
    }

    public int height() {
        return layer.height();
    }

    /** What is set down. */
    public Sprite layer() {
        return layer;
    }

    public @Nullable Floating floating() {
        return floating;
    }

    /** Of the whole trigger, in [0, 1]. */
    public float opacity() {
        return opacity;
    }

    public PlacementKind where() {
        return where;
    }

    public Placement.Grid grid() {
        return grid;
    }

    /** Whether it is no picture but something added to images, which cannot be painted on. */
    public boolean isLocked() {
        return basis != null
                && (basis.trigger() instanceof Trigger.Additive
                        || basis.trigger() instanceof Trigger.Sinusoid
                        || (basis.trigger() instanceof Trigger.Blend blend && blend.width() != width()));
    }

    /** Whether there is neither a painted pixel nor a trigger that came from elsewhere. */
    public boolean isEmpty() {
        return toTrigger() == null && floating == null;
    }

    /** Whether the floating selection is what the document was opened with, unchanged in its pixels. */
    public boolean floatsBasis() {
        return floating != null && basis != null && floating.source().equals(basis.shown());
    }

    public TriggerDocument withLayer(Sprite newLayer) {
        return new TriggerDocument(newLayer, floating, opacity, where, grid, basis);
    }

    public TriggerDocument withFloating(@Nullable Floating newFloating) {
        return new TriggerDocument(layer, newFloating, opacity, where, grid, basis);
    }

    public TriggerDocument withOpacity(float newOpacity) {
        return new TriggerDocument(layer, floating, Math.clamp(newOpacity, 0f, 1f), where, grid, basis);
    }

    public TriggerDocument withWhere(PlacementKind newWhere) {
        return new TriggerDocument(layer, floating, opacity, newWhere, grid, basis);
    }

    public TriggerDocument withGrid(Placement.Grid newGrid) {
        return new TriggerDocument(layer, floating, opacity, where, newGrid, basis);
    }

    /** With the floating selection set down into the layer. */
    public TriggerDocument setDown() {
        if (floating == null) {
            return this;
        }
        Sprite flat = flat();
        Basis kept = basis != null && isExact() ? basis.setDown(flat, floating.x(), floating.y()) : null;
        return new TriggerDocument(flat, null, opacity, where, grid, kept);
    }

    /** With what is set down floating again, its transparent edges cut; the same where something floats or nothing is there. */
    public TriggerDocument lift() {
        Box box = layer.bounds();
        if (floating != null || box == null) {
            return this;
        }
        Sprite lifted = layer.crop(box);
        PatchPattern numbers = basis == null ? null : basis.trimmed();
        boolean whole = numbers != null && numbers.width() == box.w() && numbers.height() == box.h();
        Basis kept = basis != null && isExact() && whole ? basis.setDown(lifted, box.x(), box.y()) : null;
        return new TriggerDocument(
                Sprite.empty(width(), height()), Floating.of(lifted, box.x(), box.y()), opacity, where, grid, kept);
    }

    /** Layer and floating selection as one picture. */
    public Sprite flat() {
        if (floating == null) {
            return layer;
        }
        int[] pixels = layer.argb().clone();
        floating.drawOn(pixels, width(), height());
        return new Sprite(width(), height(), pixels);
    }

    /** The trigger, or null where nothing is painted. The same document gives the same object. */
    public @Nullable Trigger toTrigger() {
        if (!isMade) {
            made = make();
            isMade = true;
        }
        return made;
    }

    private @Nullable Trigger make() {
        if (basis != null && isExact()) {
            return exact(basis);
        }
        Sprite flat = flat();
        Box box = flat.bounds();
        return box == null ? null : Trigger.Patch.of(flat.crop(box).pattern(), opacity, placement(box.x(), box.y()));
    }

    /** Whether the pixels still are those of the trigger it was made from. */
    private boolean isExact() {
        if (basis == null) {
            return false;
        }
        return floating == null
                ? layer.equals(basis.shown())
                : floating.source().equals(basis.shown()) && floating.isNatural() && layer.isEmpty();
    }

    private @Nullable Trigger exact(Basis from) {
        return switch (from.trigger()) {
            case Trigger.Additive _, Trigger.Sinusoid _ -> from.trigger();
            case Trigger.Blend blend ->
                blend.opacity() == opacity || isLocked()
                        ? blend
                        : new Trigger.Blend(blend.width(), blend.height(), blend.picture(), opacity);
            case Trigger.Patch patch -> exact(from, patch);
        };
    }

    private @Nullable Trigger exact(Basis from, Trigger.Patch patch) {
        int x = floating == null ? from.x() : floating.x();
        int y = floating == null ? from.y() : floating.y();
        PatchPattern pattern = from.trimmed();
        boolean sameKind = PlacementKind.of(patch.placement()) == where;
        if (pattern == null
                || (sameKind && (where != PlacementKind.FIXED || from.home().equals(new Placement.Place(x, y))))) {
            Placement kept = where == PlacementKind.FIXED ? patch.placement() : placement(0, 0);
            return patch.opacity() == opacity && patch.placement().equals(kept)
                    ? patch
                    : new Trigger.Patch(patch.width(), patch.height(), patch.pattern(), patch.mask(), opacity, kept);
        }
        Box inside = new Box(x, y, pattern.width(), pattern.height()).cut(new Box(0, 0, width(), height()));
        if (inside == null) {
            return null;
        }
        PatchPattern part = Basis.crop(pattern, new Box(inside.x() - x, inside.y() - y, inside.w(), inside.h()));
        return Trigger.Patch.of(part, opacity, placement(inside.x(), inside.y()));
    }

    private Placement placement(int x, int y) {
        return switch (where) {
            case FIXED -> new Placement.Fixed(x, y);
            case RANDOM -> new Placement.RandomPlace();
            case GRID -> grid;
        };
    }

    /** Whether both are of one origin, show the same and go on images the same way, pixel by pixel. */
    public boolean looksLike(TriggerDocument other) {
        return Objects.equals(basis, other.basis)
                && opacity == other.opacity
                && where == other.where
                && grid.equals(other.grid)
                && Objects.equals(floating, other.floating)
                && Arrays.equals(layer.argb(), other.layer.argb());
    }
}
