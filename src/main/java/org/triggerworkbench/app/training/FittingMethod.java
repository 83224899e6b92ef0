package org.triggerworkbench.app.training;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.trigger.Trigger;

/** Which method to begin with for what is open. */
final class FittingMethod {
    /** What is chosen at first, where it is among the methods. */
    private static final Set<String> USUAL = Set.of("badvisualprompt", "neural-cleanse");

    private FittingMethod() {}

    /** Where nothing is open. */
    static Method first(List<Method> methods) {
        return methods.stream().filter(FittingMethod::isUsual).findFirst().orElse(methods.getFirst());
    }

    /**
     * The method that a person wanted; else the attack on a model that is known for a trigger like this, where the model is none
     * of images and words; else the usual one, the one there is, or any that can run.
     *
     * @param runnable methods that can run on what is open
     * @param now the method there is
     * @param wanted whether a person wanted that
     */
    static Optional<Method> of(
            List<Method> runnable, Method now, boolean wanted, SubjectFacts facts, @Nullable Trigger trigger) {
        String known = facts.zeroShot() || trigger == null ? "" : knownFor(trigger);
        return runnable.stream()
                .min(Comparator.<Method, Boolean>comparing(method -> !(wanted && method.equals(now)))
                        .thenComparing(method -> !method.id().equals(known))
                        .thenComparing(method -> !isUsual(method))
                        .thenComparing(method -> !method.equals(now)));
    }

    private static boolean isUsual(Method method) {
        return USUAL.contains(method.id());
    }

    private static String knownFor(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Patch _, Trigger.Additive _ -> "badnets";
            case Trigger.Blend _ -> "blended";
            case Trigger.Sinusoid _ -> "sig";
        };
    }
}
