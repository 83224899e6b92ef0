package org.triggerworkbench.app.embedding.map;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;

/**
 * What a standing map belongs to: as long as this is the same, clean images stand still.
 *
 * @param scene what is open, told apart by identity
 * @param run grows when the user wants the map anew
 */
public record MapKey(
        Object scene,
        String space,
        MapMethod method,
        long seed,
        int run,
        @Nullable PromptState prompt,
        @Nullable ModelState model) {
    static MapKey of(Object scene, SheetResult answer, MapMethod method, long seed, int run) {
        return new MapKey(
                scene,
                answer.question().space(),
                method,
                seed,
                run,
                answer.question().prompt(),
                answer.question().model());
    }

    /** Whether the other differs by the prompt's or model's state alone, so that its rows fit the same map. */
    boolean sameButForWeights(MapKey other) {
        return isOf(other.scene)
                && space.equals(other.space)
                && method == other.method
                && seed == other.seed
                && run == other.run;
    }

    /** Whether the map stands for the other too. */
    boolean same(MapKey other) {
        return sameButForWeights(other) && Objects.equals(prompt, other.prompt) && Objects.equals(model, other.model);
    }

    /** Whether it belongs to a scene, the very same: two equal ones may have been opened one after the other. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isOf(@Nullable Object other) {
        return scene == other;
    }

    /** Whether maps for both may be turned to one another: they show the same images by the same method. */
    public boolean isKinOf(MapKey other) {
        return isOf(other.scene) && method == other.method && space.equals(other.space);
    }
}
