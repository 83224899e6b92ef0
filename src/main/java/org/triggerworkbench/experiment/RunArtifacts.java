package org.triggerworkbench.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
    Path noiseTrigger() {
        return folder.resolve("noise-trigger.safetensors");
    }

    /** Which training images were poisoned. */
    Path poisoned() {
        return folder.resolve("poisoned.json");
    }

    /** The prompt that an attack trained; empty where there is none. */
    public Optional<Path> backdooredPrompt() {
        return Optional.of(folder.resolve("backdoored-prompt.safetensors")).filter(Files::isRegularFile);
    }
}
