package org.triggerworkbench.app.defend;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.training.RunPlan;
import org.triggerworkbench.experiment.BundledData;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.scenario.Scenarios;
import org.triggerworkbench.text.Messages;

/**
 * A run on what is as the suspect is, but for the backdoor.
 *
 * @param name of what is defended, for people
 */
record CleanTwin(RunPlan plan, String name) {
    private static final Messages TEXT = Messages.of(CleanTwin.class);

    /**
     * The nearest there is: of a prompt the clean prompt beside it; of a model the control of the run that made it, the clean
     * model of its scene, or the bundled model. Reads files: not on the window thread.
     *
     * @param cleanPrompt the clean prompt that is open; null for none
     */
    static Optional<CleanTwin> of(RunPlan suspect, @Nullable PromptState cleanPrompt) {
        PromptState defended = suspect.defended();
        if (defended != null) {
            return cleanPrompt == null || cleanPrompt.equals(defended)
                    ? Optional.empty()
                    : Optional.of(new CleanTwin(through(suspect, cleanPrompt), TEXT.get("twin.prompt")));
        }
        String source = suspect.experiment().model().source();
        return Stream.of(ofRun(suspect), Scenarios.cleanModel(source))
                .flatMap(Optional::stream)
                .findFirst()
                .map(file -> new CleanTwin(on(suspect, file.toString()), TEXT.get("twin.model")))
                .or(() -> bundled(suspect));
    }

    private static Optional<Path> ofRun(RunPlan suspect) {
        return RunFolder.whichMade(suspect.experiment()).stream()
                .map(run -> RunFolder.made(run.path()).ofControl())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<CleanTwin> bundled(RunPlan suspect) {
        String bundled = Experiment.PRESET.model().source();
        boolean fits = BundledData.names().contains(suspect.experiment().data().source())
                && !suspect.experiment().model().source().equals(bundled);
        return fits ? Optional.of(new CleanTwin(on(suspect, bundled), TEXT.get("twin.bundled"))) : Optional.empty();
    }

    private static RunPlan on(RunPlan plan, String model) {
        return new RunPlan(
                plan.experiment().withModel(new Experiment.Model(model, "", 0)),
                plan.method(),
                plan.scene(),
                plan.shown(),
                plan.trained(),
                plan.layout(),
                null);
    }

    private static RunPlan through(RunPlan plan, PromptState prompt) {
        return new RunPlan(
                plan.experiment(), plan.method(), plan.scene(), plan.shown(), plan.trained(), plan.layout(), prompt);
    }
}
