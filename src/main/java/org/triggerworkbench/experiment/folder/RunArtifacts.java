package org.triggerworkbench.experiment.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The names of what a run makes. What it trained is named by its phases. */
public record RunArtifacts(Path folder) {
    /** The trigger it was measured with. */
    public Path trigger() {
        return folder.resolve("trigger.safetensors");
    }

    /** The same as a picture, of a trigger that can be one. */
    public Path triggerPicture() {
        return folder.resolve("trigger.png");
    }

    /** Noise in the trigger's place, as the controls had it. */
    public Path noiseTrigger() {
        return folder.resolve("noise-trigger.safetensors");
    }

    /**
     * A trigger that a detection found.
     *
     * @param label the class it forces; negative where it forces none
     */
    public Path foundTrigger(int label) {
        return folder.resolve(found(label) + ".safetensors");
    }

    /** The same as a picture. */
    public Path foundPicture(int label) {
        return folder.resolve(found(label) + ".png");
    }

    private static String found(int label) {
        return label < 0 ? "found" : "found-" + label;
    }

    /** Which training images were poisoned. */
    public Path poisoned() {
        return folder.resolve("poisoned.json");
    }

    /** The prompt or the weights that an attack trained or a defence repaired; empty where there are none (yet). */
    public Optional<Path> ofMethod() {
        return trained("repaired").or(() -> trained("backdoored-"));
    }

    /** The same of its control. */
    public Optional<Path> ofControl() {
        return trained("clean-");
    }

    /** Whether what was trained is a visual prompt, by its name. */
    public static boolean isPrompt(Path trained) {
        return String.valueOf(trained.getFileName()).endsWith("-prompt.safetensors");
    }

    private Optional<Path> trained(String start) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(start))
                    .filter(file -> String.valueOf(file.getFileName()).endsWith(".safetensors")
                            || Files.isRegularFile(file.resolve("config.json")))
                    .min(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new InputException(Messages.of(RunArtifacts.class).get("run.unreadable", folder), e);
        }
    }
}
