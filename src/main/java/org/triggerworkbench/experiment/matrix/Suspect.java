package org.triggerworkbench.experiment.matrix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.folder.RunArtifacts;
import org.triggerworkbench.experiment.folder.RunFolder;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * What a finished run of an attack made, for defences.
 *
 * @param isControl whether its clean counterpart is defended instead, measured with the same trigger
 */
record Suspect(RunFolder attack, boolean isControl) {
    /**
     * A defence's recipe with this model or prompt, and the attack's trigger where it is one of pictures. An attack that trains
     * a trigger alone leaves the model as it is.
     */
    Experiment defended(Experiment recipe) {
        Messages text = Messages.of(Suspect.class);
        if (!attack.isFinished()) {
            throw new InputException(text.get("matrix.unfinished", attack.path()));
        }
        RunArtifacts made = RunFolder.made(attack.path());
        Optional<Path> trained = isControl ? made.ofControl() : made.ofMethod();
        Path trigger = made.trigger().toAbsolutePath().normalize();
        boolean isTriggered = Files.isRegularFile(trigger);
        if (trained.isEmpty() && !isTriggered) {
            throw new InputException(
                    text.get("matrix.nothingMade", attack.experiment().job().method(), attack.path()));
        }
        Experiment suspect = trained.map(file -> with(recipe, file)).orElse(recipe);
        return isTriggered ? suspect.withTrigger(suspect.trigger().ofFile(trigger.toString())) : suspect;
    }

    private static Experiment with(Experiment recipe, Path trained) {
        String file = trained.toAbsolutePath().normalize().toString();
        return RunArtifacts.isPrompt(trained)
                ? recipe.withPrompt(recipe.prompt().withFile(file))
                : recipe.withModel(new Experiment.Model(file, "", 0));
    }
}
