package org.triggerworkbench.app.state;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.Spaces;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.live.Wording;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.trigger.Trigger;

/**
 * All that is open, as it stands at one moment. It never changes: {@link #with} makes another. A new thing that can be open is
 * a component here, a field of the {@link Draft} and a line of {@link #moved}; a session keeps it by {@code SessionJson}.
 *
 * @param scene model and data; null on the start page
 * @param promptChoice the prompt the model is seen through
 * @param modelState weights a training published; null for those opened
 * @param wording words of each class as edited; null for the data's usual ones
 * @param target class the attack wants
 * @param space feature space of the embedding, one of the scene's; empty where nothing is open
 * @param primary image shown large, by its place on the sheet
 * @param chosen images picked out, ascending; none means that all count alike
 * @param tray triggers laid aside
 * @param pinned answer to compare with; null for none
 */
public record Bench(
        @Nullable SubjectFacts scene,
        @Nullable Trigger trigger,
        PromptChoice promptChoice,
        @Nullable PromptState cleanPrompt,
        @Nullable PromptState backdooredPrompt,
        @Nullable ModelState modelState,
        @Nullable Wording wording,
        int target,
        String space,
        ColourBy colourBy,
        int primary,
        SortedSet<Integer> chosen,
        List<TrayItem> tray,
        @Nullable SheetResult pinned) {
    public static final Bench EMPTY = new Draft(null).done();

    public Bench {
        chosen = Collections.unmodifiableSortedSet(new TreeSet<>(chosen));
        tray = List.copyOf(tray);
    }

    /** What {@link #with} changes: the things of a bench, as they are to be. */
    public static final class Draft {
        final @Nullable SubjectFacts scene;
        public @Nullable Trigger trigger;
        public PromptChoice promptChoice = PromptChoice.NONE;
        public @Nullable PromptState cleanPrompt;
        public @Nullable PromptState backdooredPrompt;
        public @Nullable ModelState modelState;
        public @Nullable Wording wording;
        public int target;
        public String space = "";
        public ColourBy colourBy = ColourBy.TRIGGER;
        public int primary;
        public Collection<Integer> chosen = List.of();
        public List<TrayItem> tray = List.of();
        public @Nullable SheetResult pinned;

        private Draft(@Nullable SubjectFacts scene) {
            this.scene = scene;
        }

        private Draft(@Nullable SubjectFacts scene, Bench of) {
            this(scene);
            trigger = of.trigger;
            promptChoice = of.promptChoice;
            cleanPrompt = of.cleanPrompt;
            backdooredPrompt = of.backdooredPrompt;
            modelState = of.modelState;
            wording = of.wording;
            target = of.target;
            space = of.space;
            colourBy = of.colourBy;
            primary = of.primary;
            chosen = of.chosen;
            tray = of.tray;
            pinned = of.pinned;
        }

        /** Opens a prompt in the place of a choice, or closes it; none has no place. */
        public void prompt(PromptChoice place, @Nullable PromptState prompt) {
            switch (place) {
                case NONE -> throw new IllegalArgumentException("no place for a prompt");
                case CLEAN -> cleanPrompt = prompt;
                case BACKDOORED -> backdooredPrompt = prompt;
            }
        }

        /** Shows the model as a question saw it: its prompt, weights and words. */
        public void see(InferenceRequest seen) {
            PromptState prompt = seen.prompt();
            modelState = seen.model();
            wording = seen.words();
            if (prompt != null && !prompt.equals(cleanPrompt)) {
                backdooredPrompt = prompt;
            }
            promptChoice = prompt == null
                    ? PromptChoice.NONE
                    : prompt.equals(cleanPrompt) ? PromptChoice.CLEAN : PromptChoice.BACKDOORED;
        }

        private Bench done() {
            return new Bench(
                    scene,
                    trigger,
                    promptChoice,
                    cleanPrompt,
                    backdooredPrompt,
                    modelState,
                    wording,
                    target,
                    space,
                    colourBy,
                    primary,
                    new TreeSet<>(chosen),
                    tray,
                    pinned);
        }
    }

    /** This bench with some things changed. */
    public Bench with(Consumer<Draft> change) {
        return on(scene, change);
    }

    private Bench on(@Nullable SubjectFacts other, Consumer<Draft> change) {
        Draft draft = new Draft(other, this);
        change.accept(draft);
        return draft.done();
    }

    /** Another scene with what it brings; of what was open only the tray and the colours stay. */
    Bench show(@Nullable SubjectFacts next) {
        return EMPTY.on(next, now -> {
            now.colourBy = colourBy;
            now.tray = tray;
            if (next != null) {
                now.trigger = next.shownTrigger();
                now.cleanPrompt = next.cleanPrompt();
                now.backdooredPrompt = next.backdooredPrompt();
                now.promptChoice = next.backdooredPrompt() != null
                        ? PromptChoice.BACKDOORED
                        : next.cleanPrompt() != null ? PromptChoice.CLEAN : PromptChoice.NONE;
                now.target = next.shownTarget();
                now.space = next.spaces().getFirst();
            }
        });
    }

    /** The same on other images of the scene's data. */
    Bench onSheet(SubjectFacts next) {
        return on(next, now -> {
            now.primary = 0;
            now.chosen = List.of();
            now.pinned = null;
        });
    }

    /**
     * The same images, trigger and target on another model. A pinned answer goes: it is the other model's.
     *
     * @param weights trained since it was opened; null for those it was opened with
     */
    Bench onModel(SubjectFacts next, @Nullable ModelState weights) {
        return on(next, now -> {
            now.modelState = weights;
            now.space = next.spaces().contains(space) ? space : next.spaces().getFirst();
            now.pinned = null;
        });
    }

    /** What was open on another bench, on this one's scene as far as it has it; an answer is not that of another scene. */
    public Bench restored(Bench saved) {
        SubjectFacts facts = Objects.requireNonNull(scene, "nothing is open");
        int images = facts.labels().length;
        return saved.on(scene, now -> {
            now.space = facts.spaces().contains(saved.space) ? saved.space : space;
            now.primary = Math.clamp(saved.primary, 0, images - 1);
            now.chosen = saved.chosen.stream()
                    .filter(image -> image >= 0 && image < images)
                    .toList();
            now.pinned = null;
        });
    }

    /**
     * This bench with what differs between two others as it is in the second: how an edit is undone or done again without
     * touching what it did not change. A prompt is moved with the choice that showed it.
     */
    Bench moved(Bench from, Bench to) {
        boolean prompts = !Objects.equals(from.cleanPrompt, to.cleanPrompt)
                || !Objects.equals(from.backdooredPrompt, to.backdooredPrompt);
        return with(now -> {
            now.trigger = Objects.equals(from.trigger, to.trigger) ? trigger : to.trigger;
            now.promptChoice = !prompts && from.promptChoice == to.promptChoice ? promptChoice : to.promptChoice;
            now.cleanPrompt = Objects.equals(from.cleanPrompt, to.cleanPrompt) ? cleanPrompt : to.cleanPrompt;
            now.backdooredPrompt =
                    Objects.equals(from.backdooredPrompt, to.backdooredPrompt) ? backdooredPrompt : to.backdooredPrompt;
            now.modelState = Objects.equals(from.modelState, to.modelState) ? modelState : to.modelState;
            now.wording = Objects.equals(from.wording, to.wording) ? wording : to.wording;
            now.target = from.target == to.target ? target : to.target;
            now.space = Objects.equals(from.space, to.space) ? space : to.space;
            now.colourBy = Objects.equals(from.colourBy, to.colourBy) ? colourBy : to.colourBy;
            now.primary = from.primary == to.primary ? primary : to.primary;
            now.chosen = Objects.equals(from.chosen, to.chosen) ? chosen : to.chosen;
            now.tray = Objects.equals(from.tray, to.tray) ? tray : to.tray;
            now.pinned = Objects.equals(from.pinned, to.pinned) ? pinned : to.pinned;
        });
    }

    /** The prompt open in the place of a choice; null where there is none. */
    public @Nullable PromptState prompt(PromptChoice place) {
        return switch (place) {
            case NONE -> null;
            case CLEAN -> cleanPrompt;
            case BACKDOORED -> backdooredPrompt;
        };
    }

    /** Whether a choice can be taken: the model can always be seen through no prompt. */
    public boolean offers(PromptChoice choice) {
        return choice == PromptChoice.NONE || prompt(choice) != null;
    }

    /** What the live views ask of the engine. */
    InferenceRequest question(long stamp) {
        return new InferenceRequest(
                stamp,
                trigger,
                prompt(promptChoice),
                modelState,
                wording,
                target,
                primary,
                space.isEmpty() ? Spaces.LOGITS : space);
    }
}
