package org.triggerworkbench.method.figure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Moves labels that stand one above another apart, as little as can be, in their order and within their room. */
public final class LabelSpread {
    private LabelSpread() {}

    /**
     * Places for labels.
     *
     * @param wanted centre of each label
     * @param gap least distance of two centres
     * @param top least centre allowed
     * @param bottom largest centre allowed; where there is no room for all, labels end below it
     */
    public static double[] apart(double[] wanted, double gap, double top, double bottom) {
        int n = wanted.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> wanted[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        // Labels that touch form a group whose centre is the mean of what its members want.
        double[] sum = new double[n];
        int[] count = new int[n];
        int groups = 0;
        for (int i = 0; i < n; i++) {
            sum[groups] = wanted[order[i]];
            count[groups++] = 1;
            while (groups > 1
                    && first(sum, count, groups - 1, gap, top, bottom)
                            < first(sum, count, groups - 2, gap, top, bottom) + count[groups - 2] * gap) {
                groups--;
                sum[groups - 1] += sum[groups];
                count[groups - 1] += count[groups];
            }
        }
        double[] placed = new double[n];
        int at = 0;
        for (int g = 0; g < groups; g++) {
            double from = first(sum, count, g, gap, top, bottom);
            for (int i = 0; i < count[g]; i++) {
                placed[order[at++]] = from + i * gap;
            }
        }
        return Arrays.copyOf(placed, n);
    }

    /**
     * As the other, for labels that begin at different places: only those that would lie over one another are moved.
     *
     * @param ends where each label begins
     * @param room width of the widest
     */
    public static double[] apart(double[] ends, double[] wanted, double room, double gap, double top, double bottom) {
        int n = wanted.length;
        double[] placed = new double[n];
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ends[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int from = 0;
        while (from < n) {
            int to = from + 1;
            while (to < n && ends[order[to]] - ends[order[to - 1]] < room) {
                to++;
            }
            int[] together = Arrays.copyOfRange(order, from, to);
            double[] moved =
                    apart(IntStream.of(together).mapToDouble(i -> wanted[i]).toArray(), gap, top, bottom);
            for (int i = 0; i < together.length; i++) {
                placed[together[i]] = moved[i];
            }
            from = to;
        }
        return placed;
    }

    private static double first(double[] sum, int[] count, int group, double gap, double top, double bottom) {
        double reach = (count[group] - 1) * gap;
        double from = sum[group] / count[group] - reach / 2;
        return Math.max(top, Math.min(from, bottom - reach));
    }
}
