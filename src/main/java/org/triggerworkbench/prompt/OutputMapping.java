package org.triggerworkbench.prompt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.triggerworkbench.text.AllowedBecause;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Turns the logits of a source model into those of a downstream task: which source logit each class is read from. */
@AllowedBecause("the index is copied into engine memory before it is used")
public sealed interface OutputMapping {

    /** The source's own classes. */
    record Identity() implements OutputMapping {}

    /**
     * Class k is read from the k-th source logit: the hard-coded mapping of visual prompting (Bahng et al. 2022).
     *
     * @param classes number of downstream classes, at least 1
     */
    record FirstK(int classes) implements OutputMapping {
        public FirstK {
            if (classes < 1) {
                throw new IllegalArgumentException("no class to map");
            }
        }
    }

    /**
     * Class k is read from a chosen source logit.
     *
     * @param sourceOfClass the source class of each downstream class
     */
    record Table(int[] sourceOfClass) implements OutputMapping {
        public Table {
            if (sourceOfClass.length == 0 || IntStream.of(sourceOfClass).anyMatch(source -> source < 0)) {
                throw new IllegalArgumentException("bad table " + Arrays.toString(sourceOfClass));
            }
        }
    }

    /** The mapping where nobody chose one: class by class where the source has as many, else its first classes. */
    static OutputMapping usual(int sourceClasses, int classes) {
        return sourceClasses == classes ? new Identity() : new FirstK(classes);
    }

    /** Number of downstream classes on a source of so many classes. */
    default int classes(int sourceClasses) {
        return switch (this) {
            case Identity() -> sourceClasses;
            case FirstK(int classes) -> classes;
            case Table(int[] sourceOfClass) -> sourceOfClass.length;
        };
    }

    /**
     * Checks that the source has every class that is read.
     *
     * @throws InputException if it has not
     */
    default void requireSource(int sourceClasses) {
        int needed =
                switch (this) {
                    case Identity() -> 0;
                    case FirstK(int classes) -> classes;
                    case Table(int[] sourceOfClass) ->
                        IntStream.of(sourceOfClass).max().orElseThrow() + 1;
                };
        if (needed > sourceClasses) {
            throw new InputException(Messages.of(OutputMapping.class).get("mapping.few", sourceClasses, needed));
        }
    }

    /**
     * Picks the downstream logits; gradients pass through.
     *
     * @param logits N x source classes
     * @return N x downstream classes, in the caller's tensor scope
     */
    default NDArray apply(NDArray logits) {
        return switch (this) {
            case Identity() -> logits;
            case FirstK(int classes) -> logits.get(new NDIndex(":, 0:" + classes));
            case Table(int[] sourceOfClass) -> {
                NDManager manager = logits.getManager();
                long[] columns = IntStream.of(sourceOfClass).asLongStream().toArray();
                try (NDArray pointing = manager.create(columns, new Shape(1, columns.length))) {
                    // A copy in the engine's own memory: backward reads it after this buffer is gone.
                    NDArray index =
                            pointing.duplicate().broadcast(logits.getShape().get(0), columns.length);
                    yield logits.gather(index, 1);
                }
            }
        };
    }

    /**
     * Frequency-based label mapping (ILM-VP, Chen et al. 2023): each downstream class takes the source class that the
     * model predicts most often for its images. No source class is taken twice; the largest count is served first, ties go
     * to the lower downstream class, then the lower source class; a class with no count left takes the lowest free one.
     *
     * @param predictions source class predicted for each image; below 0 where the model gave no answer, which counts for none
     * @param labels downstream class of each image
     * @throws InputException if there are fewer source than downstream classes
     */
    static Table frequencyBased(int[] predictions, int[] labels, int classes, int sourceClasses) {
        if (sourceClasses < classes) {
            throw new InputException(Messages.of(OutputMapping.class).get("mapping.few", sourceClasses, classes));
        }
        if (predictions.length != labels.length) {
            throw new IllegalArgumentException(predictions.length + " predictions for " + labels.length + " labels");
        }
        long[] counts = new long[classes * sourceClasses];
        for (int i = 0; i < labels.length; i++) {
            if (predictions[i] >= 0) {
                counts[labels[i] * sourceClasses + predictions[i]]++;
            }
        }
        // Cells are numbered by downstream, then source class; the sort is stable, so ties stay in that order.
        int[] cells = IntStream.range(0, counts.length)
                .filter(cell -> counts[cell] > 0)
                .boxed()
                .sorted((a, b) -> Long.compare(counts[b], counts[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] sourceOfClass = new int[classes];
        Arrays.fill(sourceOfClass, -1);
        boolean[] taken = new boolean[sourceClasses];
        for (int cell : cells) {
            int source = cell % sourceClasses;
            if (sourceOfClass[cell / sourceClasses] < 0 && !taken[source]) {
                sourceOfClass[cell / sourceClasses] = source;
                taken[source] = true;
            }
        }
        int free = 0;
        for (int k = 0; k < classes; k++) {
            if (sourceOfClass[k] < 0) {
                while (taken[free]) {
                    free++;
                }
                sourceOfClass[k] = free;
                taken[free] = true;
            }
        }
        return new Table(sourceOfClass);
    }
}
