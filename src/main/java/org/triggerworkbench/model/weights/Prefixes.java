package org.triggerworkbench.model.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What wrappers put before every name of the weights they wrap, such as {@code module.} of DataParallel. */
final class Prefixes {
    private static final List<String> WRAPPERS =
            List.of("module.", "_orig_mod.", "model.", "clip.", "net.", "network.", "backbone.");

    private Prefixes() {}

    /**
     * Weights without the prefixes.
     *
     * @param prefixes those that were taken off, outermost first
     */
    record Stripped<T>(Map<String, T> weights, List<String> prefixes) {}

    /** Takes off a prefix while every name begins with it. */
    static <T> Stripped<T> strip(Map<String, T> weights) {
        Map<String, T> left = weights;
        List<String> taken = new ArrayList<>();
        for (String prefix = common(left); !prefix.isEmpty(); prefix = common(left)) {
            Map<String, T> shorter = new LinkedHashMap<>();
            int length = prefix.length();
            left.forEach((name, value) -> shorter.put(name.substring(length), value));
            left = shorter;
            taken.add(prefix);
        }
        return new Stripped<>(left, taken);
    }

    private static String common(Map<String, ?> weights) {
        return WRAPPERS.stream()
                .filter(prefix -> !weights.isEmpty()
                        && weights.keySet().stream()
                                .allMatch(name -> name.startsWith(prefix) && name.length() > prefix.length()))
                .findFirst()
                .orElse("");
    }
}
