package org.triggerworkbench.app.answer;

import java.util.List;
import java.util.stream.IntStream;

/** Which classes the bars show: those that are likely, clean or triggered. */
public final class TopClasses {
    private TopClasses() {}

    /**
     * The classes of the largest probability, clean or triggered, largest first; the target is among them.
     *
     * @param clean softmax of K classes
     * @param triggered the same, or no elements without a trigger
     */
    public static List<Integer> of(float[] clean, float[] triggered, int target, int count) {
        List<Integer> best = IntStream.range(0, clean.length)
                .boxed()
                .sorted((a, b) -> {
                    int order = Float.compare(larger(clean, triggered, b), larger(clean, triggered, a));
                    return order != 0 ? order : Integer.compare(a, b);
                })
                .limit(count)
                .toList();
        if (best.contains(target) || target >= clean.length) {
            return best;
        }
        return IntStream.concat(best.stream().limit(count - 1).mapToInt(Integer::intValue), IntStream.of(target))
                .boxed()
                .toList();
    }

    private static float larger(float[] clean, float[] triggered, int k) {
        return triggered.length == 0 ? clean[k] : Math.max(clean[k], triggered[k]);
    }
}
