package org.triggerworkbench.attack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.triggerworkbench.compute.Seeds;

/**
 * Which images BadCLIP poisons, by a clean model's similarities of each image with each class's text: those at the boundary,
 * where the target is nearest to the first place without having it; those furthest from the target; or any. The method mixes a
 * third of each.
 */
final class PoisonSampling {
    static final String MIXED = "mixed";
    static final String RANDOM = "random";
    static final String BOUNDARY = "boundary";
    static final String FURTHEST = "furthest";
    static final String NEAREST = "nearest";
    static final List<String> KINDS = List.of(MIXED, RANDOM, BOUNDARY, FURTHEST, NEAREST);

    private PoisonSampling() {}

    /**
     * @param similarities images x classes
     * @param candidate whether an image may be poisoned, by index
     * @param count how many to choose; fewer where there are not so many
     * @param kind one of {@link #KINDS}
     * @return indices, ascending
     */
    static int[] choose(float[][] similarities, IntPredicate candidate, int target, int count, String kind, long seed) {
        int[] candidates =
                IntStream.range(0, similarities.length).filter(candidate).toArray();
        Set<Integer> chosen = new LinkedHashSet<>();
        int wanted = Math.min(count, candidates.length);
        if (kind.equals(MIXED)) {
            take(ordered(similarities, candidates, target, BOUNDARY, seed), wanted / 3, chosen);
            take(ordered(similarities, candidates, target, FURTHEST, seed), 2 * (wanted / 3), chosen);
            take(ordered(similarities, candidates, target, RANDOM, seed), wanted, chosen);
        } else {
            take(ordered(similarities, candidates, target, kind, seed), wanted, chosen);
        }
        return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** Adds the first that are not chosen yet, until there are so many. */
    private static void take(Stream<Integer> ordered, int until, Set<Integer> chosen) {
        ordered.filter(image -> !chosen.contains(image))
                .limit(Math.max(0, until - chosen.size()))
                .toList()
                .forEach(chosen::add);
    }

    private static Stream<Integer> ordered(
            float[][] similarities, int[] candidates, int target, String kind, long seed) {
        Comparator<Integer> byTarget = Comparator.comparingDouble(image -> similarities[image][target]);
        return switch (kind) {
            case BOUNDARY ->
                IntStream.of(candidates)
                        .filter(image -> rank(similarities[image], target) > 0)
                        .boxed()
                        .sorted(Comparator.<Integer>comparingInt(image -> rank(similarities[image], target))
                                .thenComparingDouble(image -> gap(similarities[image], target)));
            case FURTHEST -> Arrays.stream(candidates).boxed().sorted(byTarget);
            case NEAREST -> Arrays.stream(candidates).boxed().sorted(byTarget.reversed());
            case RANDOM -> {
                int[] order = Seeds.permutation(candidates.length, Seeds.generator(seed, "poison/choice", 0));
                yield IntStream.of(order).mapToObj(i -> candidates[i]);
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** How many classes are above the target. */
    private static int rank(float[] row, int target) {
        int above = 0;
        for (float value : row) {
            above += value > row[target] ? 1 : 0;
        }
        return above;
    }

    /** From the target up to the first. */
    private static double gap(float[] row, int target) {
        double top = row[target];
        for (float value : row) {
            top = Math.max(top, value);
        }
        return top - row[target];
    }
}
