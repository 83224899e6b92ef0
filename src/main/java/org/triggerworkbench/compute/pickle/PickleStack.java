package org.triggerworkbench.compute.pickle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the instructions put down and take up: the stack with its marks, and the numbered memo. */
final class PickleStack {
    private static final int MOST_MARKS = 1000;
    /** Items ever put down; a state dict takes some thirty a tensor, a list of 50,000 labels one each. */
    private static final int MOST_ITEMS = 10_000_000;

    private final PickleFaults faults;
    private final List<Item> items = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Item> memo = new HashMap<>();
    private int pushed;

    PickleStack(PickleFaults faults) {
        this.faults = faults;
    }

    void push(Item item) {
        if (++pushed > MOST_ITEMS) {
            throw faults.beyond("pickle.many", MOST_ITEMS);
        }
        items.add(item);
    }

    /** The uppermost item, which no mark lies above. */
    Item pop() {
        requireItems(1);
        return items.removeLast();
    }

    Item top() {
        requireItems(1);
        return items.getLast();
    }

    /** The last items, in the order they were put down. */
    List<Item> pop(int count) {
        requireItems(count);
        return cut(items.size() - count);
    }

    void mark() {
        if (marks.size() >= MOST_MARKS) {
            throw faults.beyond("pickle.deep", MOST_MARKS);
        }
        marks.add(items.size());
    }

    /** Takes up everything above the last mark, and the mark. */
    List<Item> popToMark() {
        if (marks.isEmpty()) {
            throw faults.damaged("pickle.order");
        }
        return cut(marks.removeLast());
    }

    void remember(long number) {
        // A number may not be given to two items: the file says what it means once.
        if (memo.putIfAbsent(number, top()) != null) {
            throw faults.damaged("pickle.order");
        }
    }

    void remember() {
        remember(memo.size());
    }

    void recall(long number) {
        Item known = memo.get(number);
        if (known == null) {
            throw faults.damaged("pickle.order");
        }
        push(known);
    }

    /** Whether nothing is left over. */
    boolean isEmpty() {
        return items.isEmpty() && marks.isEmpty();
    }

    private void requireItems(int count) {
        int floor = marks.isEmpty() ? 0 : marks.getLast();
        if (items.size() - floor < count) {
            throw faults.damaged("pickle.order");
        }
    }

    private List<Item> cut(int from) {
        List<Item> above = items.subList(from, items.size());
        List<Item> taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }
}
