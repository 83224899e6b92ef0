package org.triggerworkbench.method;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.evaluation.Rate;

/**
 * Was a detection right? Looked at once it has answered, with what it never saw: test images, and the true backdoor where the
 * run knows it.
 *
 * @param truth null where the run names no trigger
 * @param checks of the triggers found for the flagged classes, for the most suspicious class, and for the true target
 */
public record Review(@Nullable Truth truth, List<Check> checks) {
    public Review {
        checks = List.copyOf(checks);
    }

    /**
     * The backdoor that was planted.
     *
     * @param target its class
     * @param named whether that class is flagged
     * @param trigger on grey
     * @param success of it on this very model, over test images of other classes
     * @param before the rate of the target on the same images without it
     */
    public record Truth(int target, boolean named, Picture trigger, Rate success, Rate before) {
        /** Whether the trigger does anything to this model: the two intervals do not overlap. */
        public boolean works() {
            return success.isDefined()
                    && success.wilson().low() > before.wilson().high();
        }
    }

    /**
     * A trigger found.
     *
     * @param trigger what was found
     * @param flagged whether its class is
     * @param success share of test images of other classes that are taken for its class when they carry it; nothing is counted
     *     for a trigger that forces no class
     * @param overlap of its mask m with the pixels t that the true trigger covers: sum min(m, t) / sum max(m, t), in [0, 1]; NaN
     *     where none is known
     * @param inside the share of its mask that lies on those pixels, in [0, 1]; NaN where none is known
     */
    public record Check(FoundTrigger trigger, boolean flagged, Rate success, double overlap, double inside) {}
}
