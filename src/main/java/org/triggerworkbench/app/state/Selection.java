package org.triggerworkbench.app.state;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/**
 * The one selection of all views: a set of images, by their place on the sheet, and the primary one, which is shown large.
 * An empty set means that nothing is picked out: all images count alike.
 */
public final class Selection {
    private final ReadOnlyObjectWrapper<Set<Integer>> chosen = new ReadOnlyObjectWrapper<>(Set.of());
    private final IntegerProperty primary = new SimpleIntegerProperty(0);

    /** The chosen images, ascending; empty where nothing is picked out. */
    public ReadOnlyObjectProperty<Set<Integer>> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /** The image shown large. */
    public IntegerProperty primary() {
        return primary;
    }

    /** Chooses images; the primary stays. */
    public void choose(Collection<Integer> images) {
        chosen.set(Set.copyOf(new TreeSet<>(images)));
    }

    /** Makes an image the primary and chooses nothing else. */
    public void only(int image) {
        chosen.set(Set.of());
        primary.set(image);
    }

    /** Adds an image to the chosen ones or takes it away, as Ctrl-click does; an added one becomes the primary. */
    public void toggle(int image) {
        TreeSet<Integer> next = new TreeSet<>(chosen.get());
        if (!next.remove(image)) {
            next.add(image);
            primary.set(image);
        }
        chosen.set(Set.copyOf(next));
    }

    /** Chooses nothing. */
    public void clear() {
        chosen.set(Set.of());
    }

    /** Whether an image is to be shown plainly: it is chosen, or nothing is. */
    public boolean isLit(int image) {
        return chosen.get().isEmpty() || chosen.get().contains(image);
    }
}
