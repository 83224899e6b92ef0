package org.triggerworkbench.method;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.trigger.Trigger;

/** What a method has trained so far, as a view can show it or put it on. */
public sealed interface Shown {
    /** Whether a view of images can put it on. */
    default boolean isWorn() {
        return switch (this) {
            case Prompt _, Weights _, Made _ -> true;
            case Found _, OfTexts _ -> false;
        };
    }

    /**
     * A visual prompt.
     *
     * @param values 3 x height x width of the layout
     * @param trigger the one trained together with it; null where it is left as it is
     */
    record Prompt(
            PromptLayout layout,
            HostTensor values,
            @Nullable Trigger trigger) implements Shown {}

    /**
     * Weights in place of the model's own.
     *
     * @param tensors by name, those of its architecture
     * @param trigger the one that the method made for them; null where it is left as it is
     */
    record Weights(
            Map<String, HostTensor> tensors, @Nullable Trigger trigger) implements Shown {
        public Weights {
            tensors = Map.copyOf(tensors);
        }

        /** Weights alone. */
        public Weights(Map<String, HostTensor> tensors) {
            this(tensors, null);
        }
    }

    /** A trigger. */
    record Made(Trigger trigger) implements Shown {}

    /**
     * Triggers that a defence looks for, as they are by now; nothing to put on.
     *
     * @param triggers one for each class that is looked at
     */
    record Found(List<FoundTrigger> triggers) implements Shown {
        public Found {
            triggers = List.copyOf(triggers);
        }
    }

    /** Weights of a model of texts: nothing that images could show, nothing to put on. */
    record OfTexts() implements Shown {}
}
