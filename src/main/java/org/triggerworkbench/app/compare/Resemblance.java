package org.triggerworkbench.app.compare;

import java.util.stream.IntStream;
import org.triggerworkbench.evaluation.LinearCka;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.live.ImageResults;

/**
 * How alike two models take the same images.
 *
 * @param agreement images that both predict as the same class
 * @param cka linear CKA of their features; NaN where it is not defined
 */
record Resemblance(Rate agreement, double cka) {
    static Resemblance of(ImageResults a, ImageResults b) {
        int[] saidByA = a.predictions();
        int[] saidByB = b.predictions();
        long same = IntStream.range(0, saidByA.length)
                .filter(i -> saidByA[i] == saidByB[i])
                .count();
        return new Resemblance(new Rate(same, saidByA.length), LinearCka.of(a.features(), b.features()));
    }
}
