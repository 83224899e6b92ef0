package org.triggerworkbench.app.paint.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.paint.document.TriggerDocument;
import org.triggerworkbench.app.paint.document.TriggerPictures;
import org.triggerworkbench.app.state.Edit;
import org.triggerworkbench.app.state.TrayItem;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerCrop;

/** Triggers laid aside, to be taken again. */
public final class Tray {
    private static final Messages TEXT = Messages.of(Tray.class);

    private final Workbench workbench;
    private final PaintModel model;

    Tray(PaintModel model) {
        this.workbench = model.workbench();
        this.model = model;
    }

    /** What lies there. */
    public ReadOnlyObjectProperty<List<TrayItem>> items() {
        return workbench.tray();
    }

    private void change(Consumer<List<TrayItem>> change) {
        List<TrayItem> next = new ArrayList<>(items().get());
        change.accept(next);
        workbench.tray().set(next);
    }

    /** Lays the present trigger there, unless it lies there already or is empty. */
    public void keep() {
        Trigger trigger = workbench.trigger().get();
        if (trigger != null && find(trigger) == null) {
            int at = items().get().size();
            TrayItem item = item(TEXT.get("tray.name", at + 1), trigger);
            change(all -> all.add(item));
            remember(TEXT.get("edit.keep"), item, at, true);
        }
    }

    /** Lays a trigger there and takes it. */
    public void add(String name, Trigger trigger) {
        if (find(trigger) == null) {
            change(all -> all.add(item(name, trigger)));
        }
        model.take(trigger);
    }

    /** Takes a trigger from there; it stays there too. */
    public void take(TrayItem item) {
        if (!isShown(item)) {
            model.take(item.trigger());
        }
    }

    /** Throws one away. */
    public void remove(TrayItem item) {
        int at = items().get().indexOf(item);
        if (at >= 0) {
            change(all -> all.remove(at));
            remember(TEXT.get("edit.discard"), item, at, false);
        }
    }

    private void remember(String label, TrayItem item, int at, boolean added) {
        Runnable in = () -> change(all -> all.add(Math.min(at, all.size()), item));
        Runnable out = () -> change(all -> all.remove(item));
        workbench.undo().keep(new Edit(label, added ? out : in, added ? in : out));
    }

    /** The item with a trigger, or null. */
    public @Nullable TrayItem find(@Nullable Trigger trigger) {
        return items().get().stream()
                .filter(item -> isOf(item, trigger))
                .findFirst()
                .orElse(null);
    }

    /** Whether an item stamps what the present trigger does. */
    public boolean isShown(TrayItem item) {
        return isOf(item, workbench.trigger().get());
    }

    /** Read again from another file, the same trigger is another object. */
    private boolean isOf(TrayItem item, @Nullable Trigger trigger) {
        TriggerDocument now = model.document().get();
        return trigger != null && TriggerCrop.same(item.trigger(), trigger, now.width(), now.height());
    }

    /** Leaves only what goes on the open scene's images, and its own trigger. */
    void fit() {
        SubjectFacts facts = model.scene().getValue();
        if (facts == null) {
            return;
        }
        change(all -> all.removeIf(item ->
                !item.trigger().fits(facts.input().width(), facts.input().height())));
        Trigger own = facts.shownTrigger();
        if (own == null && facts.trigger() != null) {
            // The scene before may have shown what this one withholds.
            change(all -> all.removeIf(item -> item.name().equals(TEXT.get("tray.own"))));
        }
        if (own != null && find(own) == null) {
            change(all -> all.addFirst(item(TEXT.get("tray.own"), own)));
        }
    }

    private TrayItem item(String name, Trigger trigger) {
        TriggerDocument now = model.document().get();
        Sprite picture = TriggerPictures.of(trigger, now.width(), now.height());
        return new TrayItem(name, trigger, picture.width(), picture.height(), picture.argb());
    }
}
