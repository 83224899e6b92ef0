package org.triggerworkbench.app.state;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;

/**
 * The one selection of all views: a set of images, by their place on the sheet, and the primary one, which is shown large.
 * An empty set means that nothing is picked out: all images count alike.
 */
public final class Selection {
    private final Workbench workbench;
    private final ObjectProperty<Integer> primary;
    private final ObjectProperty<SortedSet<Integer>> chosen;

    Selection(Workbench workbench, ObjectProperty<Integer> primary, ObjectProperty<SortedSet<Integer>> chosen) {
        this.workbench = workbench;
        this.primary = primary;
        this.chosen = chosen;
    }

    /** The chosen images, ascending; empty where nothing is picked out. */
    public ReadOnlyObjectProperty<SortedSet<Integer>> chosen() {
        return chosen;
    }

    /** The image shown large. */
    public ObjectProperty<Integer> primary() {
        return primary;
    }

    /** Chooses images; the primary stays. */
    public void choose(Collection<Integer> images) {
        workbench.change(now -> now.chosen = images);
    }

    /** Makes an image the primary and chooses nothing else. */
    public void only(int image) {
        workbench.change(now -> {
            now.chosen = List.of();
            now.primary = image;
        });
    }

    /** Adds an image to the chosen ones or takes it away, as Ctrl-click does; an added one becomes the primary. */
    public void toggle(int image) {
        TreeSet<Integer> next = new TreeSet<>(chosen.get());
        boolean added = !next.remove(image) && next.add(image);
        workbench.change(now -> {
            now.chosen = next;
            now.primary = added ? image : now.primary;
        });
    }

    /** Chooses nothing. */
    public void clear() {
        choose(List.of());
    }

    /** Whether an image is to be shown plainly: it is chosen, or nothing is. */
    public boolean isLit(int image) {
        return chosen.get().isEmpty() || chosen.get().contains(image);
    }
}
