package org.triggerworkbench.app.paint.tools;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Box;
import org.triggerworkbench.app.paint.document.Floating;
import org.triggerworkbench.app.paint.document.Letters;
import org.triggerworkbench.app.paint.document.PlacementKind;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.paint.document.TriggerDocument;
import org.triggerworkbench.app.state.Edit;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/**
 * Paints the workbench's trigger. Every edit is one step of the workbench's undo, a drag too; the workbench has the new
 * trigger at each moment of it. Window thread only.
 */
public final class PaintModel {
    private static final Messages TEXT = Messages.of(PaintModel.class);

    private final Workbench workbench;
    private final Brush brush;
    private final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(Tool.MOVE);
    private final ReadOnlyObjectWrapper<TriggerDocument> document =
            new ReadOnlyObjectWrapper<>(TriggerDocument.empty(1, 1));
    private final ObjectProperty<PlacementKind> where = new SimpleObjectProperty<>(PlacementKind.FIXED);
    private final ReadOnlyBooleanWrapper touched = new ReadOnlyBooleanWrapper();
    private final ShownPicture shown;
    private final Tray tray;
    private final PaintGestures hand = new PaintGestures(this);

    private Object nudgeKey = new Object();
    private boolean own;

    public PaintModel(Workbench workbench, Letters letters) {
        this.workbench = workbench;
        this.brush = new Brush(letters);
        this.shown = new ShownPicture(workbench);
        this.tray = new Tray(this);
        workbench.trigger().subscribe(now -> {
            if (!own) {
                open(now);
            }
        });
        workbench.scene().subscribe(_ -> {
            hand.end();
            touched.set(false);
            open(workbench.trigger().get());
            tray.fit();
        });
        where.subscribe(now -> {
            if (document.get().isLocked()) {
                where.set(document.get().where());
            } else if (now != document.get().where()) {
                edit("place", document.get().withWhere(now), null);
            }
        });
        document.subscribe(now -> where.set(now.where()));
    }

    private void open(@Nullable Trigger trigger) {
        SubjectFacts facts = workbench.scene().get();
        int width = facts == null ? 1 : facts.input().width();
        int height = facts == null ? 1 : facts.input().height();
        document.set(TriggerDocument.of(trigger, width, height));
    }

    // ---- edits of the keyboard and of fields

    /** Sets the floating selection down; without one, a tool that makes one makes it in the middle. */
    public void enter() {
        if (document.get().floating() != null) {
            setDown();
        } else if (tool.get().makesFloating() && workbench.scene().get() != null) {
            hand.create(tool.get(), document.get().width() / 2.0, document.get().height() / 2.0);
        }
    }

    /** Sets the floating selection down. */
    public void setDown() {
        edit("setDown", document.get().setDown(), null);
    }

    /** Removes the floating selection. */
    public void remove() {
        edit("remove", document.get().withFloating(null), null);
    }

    /** Takes back the gesture under way; without one, lets go of a floating selection that was not set down. */
    public void cancel() {
        boolean under = hand.isUnderWay();
        boolean kept = hand.hasEdited();
        hand.end();
        if (kept) {
            workbench.undo().undo();
        } else if (!under
                && document.get().floating() != null
                && !document.get().floatsBasis()) {
            remove();
        }
    }

    /** Moves the floating selection; moves until {@link #endNudge} are one step. */
    public void nudge(int dx, int dy) {
        TriggerDocument lifted = document.get().lift();
        Floating floating = lifted.floating();
        if (floating != null) {
            edit("move", lifted.withFloating(floating.at(floating.x() + dx, floating.y() + dy)), nudgeKey);
        }
    }

    /** Makes the floating selection larger or smaller; with the moves around it one step. */
    public void grow(int dw, int dh) {
        TriggerDocument lifted = document.get().lift();
        Floating floating = lifted.floating();
        if (floating != null) {
            Box box =
                    new Box(floating.x(), floating.y(), Math.max(1, floating.w() + dw), Math.max(1, floating.h() + dh));
            edit("resize", lifted.withFloating(floating.sized(box)), nudgeKey);
        }
    }

    /** The key was let go: the next nudge is a step of its own. */
    public void endNudge() {
        nudgeKey = new Object();
    }

    /** Puts the floating selection, or what is set down, at a typed place. */
    public void place(Box box, double angle) {
        TriggerDocument lifted = document.get().lift();
        Floating floating = lifted.floating();
        if (floating != null) {
            edit("place", lifted.withFloating(floating.sized(box).turned(angle)), null);
        }
    }

    /**
     * Sets the trigger's opacity.
     *
     * @param key of a gesture, all of which is one step; null for an edit of its own
     */
    public void opacity(double value, @Nullable Object key) {
        edit("opacity", document.get().withOpacity((float) value), key);
    }

    /** Sets the grid the images take their places from. */
    public void grid(Placement.Grid grid) {
        edit("place", document.get().withGrid(grid), null);
    }

    /** Sticks a picture on, in the middle, made smaller where it does not fit. */
    public void paste(Sprite picture) {
        TriggerDocument now = document.get();
        if (workbench.scene().get() == null || now.isLocked()) {
            return;
        }
        Sprite fitting = picture.within(Math.min(now.width(), now.height()));
        edit(
                "paste",
                now.setDown().withFloating(Floating.around(fitting, now.width() / 2.0, now.height() / 2.0)),
                null);
        tool.set(Tool.MOVE);
    }

    /** Begins a new, empty trigger. */
    public void startNew() {
        edit("new", TriggerDocument.empty(document.get().width(), document.get().height()), null);
    }

    /** Takes a trigger in the place of the present one. */
    public void take(Trigger trigger) {
        edit(
                "take",
                TriggerDocument.of(
                        trigger, document.get().width(), document.get().height()),
                null);
    }

    /** Takes a trigger that forces a class, which becomes the target: one step. */
    public void take(Trigger trigger, int target) {
        TriggerDocument before = document.get();
        TriggerDocument next = TriggerDocument.of(trigger, before.width(), before.height());
        int wanted = workbench.target().get();
        touched.set(true);
        workbench
                .undo()
                .apply(new Edit(TEXT.get("edit.take"), () -> restore(before, wanted), () -> restore(next, target)));
    }

    private void restore(TriggerDocument other, int target) {
        restore(other);
        workbench.target().set(target);
    }

    /**
     * Puts another document in the place of the present one.
     *
     * @param what key of its name
     * @param key of a gesture, all of which is one step; null for an edit of its own
     * @return whether it changes anything
     */
    boolean edit(String what, TriggerDocument next, @Nullable Object key) {
        TriggerDocument before = document.get();
        if (next.looksLike(before)) {
            return false;
        }
        touched.set(true);
        install(next);
        workbench.undo().keep(new Edit(TEXT.get("edit." + what), () -> restore(before), () -> restore(next), key));
        return true;
    }

    private void restore(TriggerDocument other) {
        hand.end();
        install(other);
    }

    private void install(TriggerDocument next) {
        own = true;
        try {
            document.set(next);
            workbench.trigger().set(next.toTrigger());
        } finally {
            own = false;
        }
    }

    // ---- what it is made of

    public Workbench workbench() {
        return workbench;
    }

    /** The gestures of the mouse. */
    public PaintGestures hand() {
        return hand;
    }

    /** What is open; null for nothing. */
    public ObservableValue<@Nullable SubjectFacts> scene() {
        return workbench.scene();
    }

    public ObjectProperty<Tool> tool() {
        return tool;
    }

    /** What is painted. */
    public ReadOnlyObjectProperty<TriggerDocument> document() {
        return document.getReadOnlyProperty();
    }

    /** The kind of place of the trigger; setting it is an edit. */
    public ObjectProperty<PlacementKind> where() {
        return where;
    }

    /** Whether anything was edited since the scene was opened. */
    public ReadOnlyBooleanProperty touched() {
        return touched.getReadOnlyProperty();
    }

    public Brush brush() {
        return brush;
    }

    /** The enlarged image. */
    public ShownPicture shown() {
        return shown;
    }

    /** The triggers laid aside. */
    public Tray tray() {
        return tray;
    }
}
