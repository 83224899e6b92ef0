package org.triggerworkbench.app.compare;

import java.util.List;
import java.util.stream.IntStream;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.experiment.live.SheetResult;

/** Images of the sheet by which of two models the trigger fools; only those count that attack success counts. */
public enum Fooled {
    ALL,
    ONLY_A,
    ONLY_B,
    BOTH,
    NEITHER;

    /**
     * The images, ascending.
     *
     * @param labels true class of each image
     */
    List<Integer> images(TwoAnswers answers, int[] labels) {
        if (this == ALL) {
            return IntStream.range(0, labels.length).boxed().toList();
        }
        Target target = new Target.AllToOne(answers.a().question().target());
        return IntStream.range(0, labels.length)
                .filter(image -> target.counts(labels[image]))
                .filter(image -> holds(
                        says(answers.a(), image, target.expected(labels[image])),
                        says(answers.b(), image, target.expected(labels[image]))))
                .boxed()
                .toList();
    }

    private boolean holds(boolean a, boolean b) {
        return switch (this) {
            case ALL -> true;
            case ONLY_A -> a && !b;
            case ONLY_B -> b && !a;
            case BOTH -> a && b;
            case NEITHER -> !a && !b;
        };
    }

    /** Whether a model takes a triggered image for the target; of an image of the target, false. */
    static boolean isFooled(SheetResult answer, int image, int[] labels) {
        Target target = new Target.AllToOne(answer.question().target());
        return target.counts(labels[image]) && says(answer, image, target.expected(labels[image]));
    }

    private static boolean says(SheetResult answer, int image, int wanted) {
        return answer.triggered() != null && answer.triggered().predictions()[image] == wanted;
    }
}
