package org.triggerworkbench.defense;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.method.Repair;
import org.triggerworkbench.method.Shown;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.prompt.PromptedClassifier;
import org.triggerworkbench.prompt.VisualPrompt;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.training.StepLoss;

/**
 * Trains a visual prompt w on clean images, min over w of mean CE(f(x + w), y), from the prompt that was given or from zeros. A
 * prompt from zeros is what the given one is held against: there is nothing left in it to be repaired, so it says what the
 * images and steps are good for.
 */
final class PromptTuning extends CleanTraining {
    private static final String PROMPT = "prompt";

    private final PromptedClassifier suspect;
    private final VisualPrompt prompt;
    private final PromptedClassifier prompted;

    private PromptTuning(String name, DefenseSetting setting, PromptedClassifier suspect, VisualPrompt prompt) {
        super(name, setting);
        this.suspect = suspect;
        this.prompt = prompt;
        this.prompted = new PromptedClassifier(suspect.source(), prompt, suspect.mapping(), setting.labels());
        prompt.values().setRequiresGradient(true);
    }

    /**
     * From the suspect's prompt.
     *
     * @throws InputException if the suspect has none
     */
    static PromptTuning given(DefenseSetting setting) {
        PromptedClassifier suspect = suspect(setting);
        VisualPrompt given = Objects.requireNonNull(suspect.prompt());
        return new PromptTuning(
                "tuned-prompt", setting, suspect, VisualPrompt.from(setting.compute(), given.layout(), given.toHost()));
    }

    private static PromptedClassifier suspect(DefenseSetting setting) {
        if (setting.suspect() instanceof PromptedClassifier suspect && suspect.prompt() != null) {
            return suspect;
        }
        throw new InputException(Messages.of(PromptTuning.class)
                .get("prompt.none", setting.suspect().card().name()));
    }

    @Override
    public Map<String, NDArray> trainable() {
        return Map.of(PROMPT, prompt.values());
    }

    @Override
    StepLoss loss(Batch clean) {
        return alone(crossEntropy(prompted.logits(clean.images()), clean), clean);
    }

    @Override
    public Classifier repaired() {
        return prompted;
    }

    @Override
    public Repairer plain() {
        return new PromptTuning("new-prompt", setting, suspect, VisualPrompt.zeros(setting.compute(), prompt.layout()));
    }

    /** The tuned prompt trained on for as long again. */
    @Override
    public Optional<Repairer> rebound(DefenseSetting again) {
        return Optional.of(new PromptTuning(
                Repair.REBOUND,
                again,
                suspect,
                VisualPrompt.from(setting.compute(), prompt.layout(), prompt.toHost())));
    }

    @Override
    public Shown shown(Map<String, HostTensor> weights) {
        return new Shown.Prompt(prompt.layout(), Objects.requireNonNull(weights.get(PROMPT)), null);
    }

    /** As {@code repaired.safetensors}, a prompt file. */
    @Override
    public Path save(Path folder) {
        Path file = folder.resolve("repaired.safetensors");
        PromptFiles.write(file, prompt, suspect.mapping());
        return file;
    }

    @Override
    public void close() {
        prompt.close();
    }
}
