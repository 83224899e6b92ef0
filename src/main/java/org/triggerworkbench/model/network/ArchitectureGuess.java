package org.triggerworkbench.model.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.WeightSpec;

/**
 * The architecture whose every weight, and no other, is in a file. What weights do not tell is as published: the input's
 * normalisation, and mostly its size.
 *
 * @param architecture by its name
 * @param size of the input
 * @param classes by the last layer
 */
public record ArchitectureGuess(Architecture architecture, ImageSize size, int classes) {
    /** Edges of square inputs to try where weights depend on them. */
    private static final int[] EDGES = {32, 64, 48, 96, 128, 224};

    /**
     * Guesses by names and shapes alone.
     *
     * @param shapes of the tensors by name, with no prefix of a wrapper before the names
     * @return null where no architecture known here has just these weights
     */
    public static @Nullable ArchitectureGuess of(Map<String, long[]> shapes) {
        Map<String, long[]> weights = new HashMap<>(shapes);
        weights.keySet().removeIf(StateDict::isBatchCount);
        for (String name : Architecture.names()) {
            Architecture known = Architecture.named(name);
            long[] head = weights.get(known.head());
            if (head == null || head.length != 2 || head[0] < 1 || head[0] > Integer.MAX_VALUE) {
                continue;
            }
            int classes = (int) head[0];
            InputSpec usual = known.input();
            if (fits(known, usual, classes, weights)) {
                return new ArchitectureGuess(known, new ImageSize(usual.width(), usual.height()), classes);
            }
            for (int edge : EDGES) {
                InputSpec other = new InputSpec(edge, edge, usual.mean(), usual.std(), usual.resize());
                if (known.dependsOnSize() && fits(known, other, classes, weights)) {
                    return new ArchitectureGuess(known, new ImageSize(edge, edge), classes);
                }
            }
        }
        return null;
    }

    private static boolean fits(Architecture known, InputSpec input, int classes, Map<String, long[]> weights) {
        List<WeightSpec> needed = known.network(input, classes).weights().toList();
        return needed.size() == weights.size()
                && needed.stream().allMatch(spec -> Arrays.equals(spec.shape(), weights.get(spec.name())));
    }
}
