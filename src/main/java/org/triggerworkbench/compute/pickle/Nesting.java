package org.triggerworkbench.compute.pickle;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds what is found in a file as a tree, however small its instructions are: a list may hold itself, or twice a list that
 * holds another twice.
 */
final class Nesting {
    static final int MOST_LEVELS = 100;
    static final long MOST_ITEMS = 20_000_000;
    /** Of what is being counted: nothing that was counted has no level. */
    private static final Extent OPEN = new Extent(0, 0);

    private final PickleFaults faults;
    private final IdentityHashMap<Item, Extent> known = new IdentityHashMap<>();

    private record Extent(long items, int levels) {}

    private Nesting(PickleFaults faults) {
        this.faults = faults;
    }

    static void check(Item root, PickleFaults faults) {
        new Nesting(faults).extent(root, 1);
    }

    private Extent extent(Item item, int level) {
        Collection<Item> children =
                switch (item) {
                    case Item.Sequence(List<Item> items) -> items;
                    case Item.Mapping(Map<Item, Item> entries) -> entries.values();
                    default -> List.of();
                };
        if (children.isEmpty()) {
            return new Extent(1, 1);
        }
        Extent before = known.get(item);
        if (before != null) {
            if (before.levels() == 0) {
                throw faults.beyond("pickle.circle");
            }
            return before;
        }
        known.put(item, OPEN);
        long items = 1;
        int levels = 1;
        for (Item child : children) {
            requireLevels(level);
            Extent below = extent(child, level + 1);
            items += below.items();
            levels = Math.max(levels, 1 + below.levels());
            requireLevels(levels);
            if (items > MOST_ITEMS) {
                throw faults.beyond("pickle.many", MOST_ITEMS);
            }
        }
        Extent extent = new Extent(items, levels);
        known.put(item, extent);
        return extent;
    }

    private void requireLevels(int levels) {
        if (levels > MOST_LEVELS) {
            throw faults.beyond("pickle.deep", MOST_LEVELS);
        }
    }
}
