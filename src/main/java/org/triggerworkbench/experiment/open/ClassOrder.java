package org.triggerworkbench.experiment.open;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.DataSources;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Whether a model that names its classes numbers them as the data does: predictions are compared by number. */
record ClassOrder(ModelCard model, Dataset data) {
    private static final Messages TEXT = Messages.of(ClassOrder.class);

    /**
     * Refuses the same classes in another order.
     *
     * @param source the data as the user writes it
     * @throws InputException that shows how to write the data in the model's order
     */
    void require(String source) {
        int first = first();
        String ordered = String.join(",", model.labels());
        // Where a name has a comma the order cannot be written; then there is only the warning.
        boolean writable =
                ordered.chars().filter(c -> c == ',').count() == model.labels().size() - 1L;
        if (first >= 0 && writable && names(model.labels()).equals(names(data.classNames()))) {
            throw new InputException(TEXT.get(
                    "classes.order",
                    model.name(),
                    source,
                    FileWord.shown(data.classNames().get(first)),
                    place(first),
                    first,
                    DataSources.whole(source) + "#" + FileWord.shown(ordered)));
        }
    }

    /** What to say of some classes with other numbers; null where there are none. */
    @Nullable
    String warning() {
        int first = first();
        return first < 0
                ? null
                : TEXT.get(
                        "classes.numbers",
                        model.name(),
                        data.name(),
                        FileWord.shown(data.classNames().get(first)),
                        place(first),
                        first);
    }

    /** Whether the model has names of its own for some of the data's classes, so that its order is known. */
    boolean isNamed() {
        return IntStream.range(0, data.classNames().size()).anyMatch(k -> place(k) >= 0);
    }

    /** The first class of the data that the model has under another number alone; -1 where there is none. */
    private int first() {
        return IntStream.range(0, data.classNames().size())
                .filter(k -> place(k) >= 0 && place(k) != k)
                .findFirst()
                .orElse(-1);
    }

    /** The number the model gives a class of the data; -1 where it has none of that name. */
    private int place(int label) {
        List<String> labels = model.labels();
        String name = plain(data.classNames().get(label));
        if (label < labels.size() && isCalled(labels.get(label), name)) {
            return label;
        }
        return IntStream.range(0, labels.size())
                .filter(k -> isCalled(labels.get(k), name))
                .findFirst()
                .orElse(-1);
    }

    /** Whether a label of a model is a name, or one of its names parted by commas is, as ImageNet's are written. */
    private static boolean isCalled(String label, String name) {
        return plain(label).equals(name)
                || Arrays.stream(label.split(",", -1))
                        .anyMatch(part -> plain(part).equals(name));
    }

    private static Set<String> names(List<String> names) {
        return names.stream().map(ClassOrder::plain).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
