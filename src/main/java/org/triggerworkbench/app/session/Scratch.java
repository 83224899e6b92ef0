package org.triggerworkbench.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.experiment.OutputFolders;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.prompt.PromptFiles;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/**
 * One temporary file through which the parts of a session pass, since triggers and prompts know files only. It lies in a
 * folder of its own, which none but this user may look into whatever writes the file.
 */
final class Scratch implements AutoCloseable {
    private final Path folder;
    private final Path file;

    Scratch() {
        try {
            folder = Files.createTempDirectory("session");
            file = Files.createFile(folder.resolve("part.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte @Nullable [] bytes(@Nullable Trigger trigger, int width, int height) {
        if (trigger == null) {
            return null;
        }
        TriggerFiles.write(file, trigger, width, height);
        return written();
    }

    byte @Nullable [] bytes(@Nullable PromptState prompt) {
        if (prompt == null) {
            return null;
        }
        PromptFiles.write(file, prompt.saved());
        return written();
    }

    private byte[] written() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file with these bytes in it, until the next; null for none. */
    @Nullable
    Path copy(byte @Nullable [] bytes) throws IOException {
        return bytes == null ? null : Files.write(file, bytes);
    }

    @Override
    public void close() {
        OutputFolders.delete(folder);
    }
}
