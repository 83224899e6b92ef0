package org.triggerworkbench.app.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.app.training.form.FormModel;
import org.triggerworkbench.defense.Defense;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Recipe;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerCrop;

/** Makes of what is open and what a form says an experiment that can be run. */
final class PlanMaker {
    private static final int FRAME = 8;
    private static final int PROJECTED = 100;

    private PlanMaker() {}

    /**
     * The plan as things are now.
     *
     * @param values of the attack's own parameters
     * @param settings of the training
     * @param device such as {@code cpu}
     * @param threads of an operation, 0 for all cores
     */
    static RunPlan make(
            Workbench workbench,
            Method method,
            Map<String, Object> values,
            FormModel settings,
            long seed,
            String device,
            int threads) {
        SubjectFacts facts = workbench.facts();
        InputSpec input = facts.input();
        PromptLayout layout = layout(workbench, input);
        Recipe recipe = facts.recipe();
        Experiment attack = new Experiment(
                method.id(),
                seed,
                device,
                threads,
                recipe != null && RunSettings.beginsAsMade(settings)
                        ? recipe.experiment().model()
                        : model(facts.request()),
                RunSettings.data(facts.request(), settings),
                prompt(layout, input),
                Experiment.PRESET.trigger(),
                new Experiment.AttackSpec(
                        method.id(), Integer.toString(workbench.target().get()), values),
                RunSettings.training(settings),
                new Experiment.Report(0, 0, PROJECTED));
        return plan(facts, method, attack, start(workbench, method), layout, null);
    }

    private static Experiment.Model model(LiveRequest request) {
        return new Experiment.Model(
                request.model(),
                Objects.requireNonNullElse(request.architecture(), ""),
                0,
                Objects.requireNonNullElse(request.output(), ""));
    }

    /**
     * The plan of a defence of what is open. It is measured with the trigger that the scene brought along, also while the
     * window does not show it; the defence sees neither that nor the target.
     *
     * @param budget clean images that it is given
     */
    static RunPlan defend(RunPlan asked, Workbench workbench, int budget) {
        Truth truth = Truth.of(workbench);
        Experiment experiment = asked.experiment().defended();
        return plan(
                workbench.facts(),
                asked.method(),
                experiment.withJob(new Experiment.Defense(
                        experiment.job().method(),
                        Integer.toString(truth.target()),
                        budget,
                        experiment.job().values())),
                truth.trigger(),
                asked.layout(),
                workbench.prompt());
    }

    /** The plan of a run that goes on, for what is open now. */
    static RunPlan again(Workbench workbench, Method method, Experiment experiment) {
        return plan(
                workbench,
                method,
                experiment,
                experiment.prompt().layout(workbench.facts().input()),
                method instanceof Defense ? workbench.prompt() : null);
    }

    private static RunPlan plan(
            Workbench workbench,
            Method method,
            Experiment experiment,
            PromptLayout layout,
            @Nullable PromptState defended) {
        return plan(workbench.facts(), method, experiment, workbench.trigger().get(), layout, defended);
    }

    private static RunPlan plan(
            SubjectFacts facts,
            Method method,
            Experiment experiment,
            @Nullable Trigger shown,
            PromptLayout layout,
            @Nullable PromptState defended) {
        return new RunPlan(
                experiment,
                method,
                facts,
                shown,
                shown == null
                        ? null
                        : TriggerCrop.of(
                                shown, facts.input().width(), facts.input().height()),
                layout,
                defended);
    }

    /** The trigger that is shown; where that is what the recipe's attack has ended with, the one that it began with. */
    private static @Nullable Trigger start(Workbench workbench, Method method) {
        SubjectFacts facts = workbench.facts();
        Recipe recipe = facts.recipe();
        Trigger shown = workbench.trigger().get();
        Trigger made = facts.trigger();
        return recipe != null
                        && recipe.start() != null
                        && shown != null
                        && made != null
                        && recipe.experiment().job().method().equals(method.id())
                        && TriggerCrop.same(
                                shown,
                                made,
                                facts.input().width(),
                                facts.input().height())
                ? recipe.start()
                : shown;
    }

    private static PromptLayout layout(Workbench workbench, InputSpec input) {
        PromptState open = first(
                workbench.prompt(),
                workbench.backdooredPrompt().get(),
                workbench.cleanPrompt().get());
        if (open != null) {
            return open.layout();
        }
        int width = Math.max(1, Math.min(FRAME, Math.min(input.width(), input.height()) / 4));
        return PromptLayout.of(new PromptShape.Frame(width), PromptLayout.Mode.ADD, input);
    }

    private static @Nullable PromptState first(@Nullable PromptState... states) {
        for (PromptState state : states) {
            if (state != null) {
                return state;
            }
        }
        return null;
    }

    private static Experiment.Prompt prompt(PromptLayout layout, InputSpec input) {
        Experiment.Prompt preset = Experiment.PRESET.prompt();
        boolean own = Arrays.equals(layout.std(), input.std());
        double std = own ? 0 : layout.std()[0];
        String mode = layout.mode().name().toLowerCase(Locale.ROOT);
        return switch (layout.shape()) {
            case PromptShape.Frame(int width) ->
                new Experiment.Prompt(
                        "", "frame", width, 0, 0, preset.height(), mode, preset.initialScale(), std, preset.mapping());
            case PromptShape.Patch(int x, int y, int width, int height) ->
                new Experiment.Prompt(
                        "", "patch", width, x, y, height, mode, preset.initialScale(), std, preset.mapping());
        };
    }
}
