package org.triggerworkbench.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final String PREFIX = "trigger-workbench-session-";

    private final Path folder;
    private final Path file;

    Scratch() {
        try {
            folder = Files.createTempDirectory(PREFIX + ProcessName.own() + "-");
            file = Files.createFile(folder.resolve("part.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes what was left by processes that were killed. Only folders of this user are touched, so that nobody else can
     * lead the way to other files; two processes may do this at once.
     */
    static void deleteLeft() {
        try (Scratch own = new Scratch()) {
            Path all = Objects.requireNonNull(own.folder.getParent());
            UserPrincipal user = Files.getOwner(own.folder);
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, PREFIX + "*")) {
                for (Path folder : folders) {
                    if (isLeft(folder) && isOf(user, folder)) {
                        OutputFolders.delete(folder);
                    }
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            LOG.info("temporary files of earlier sessions were not looked for: {}", e.toString());
        }
    }

    private static boolean isLeft(Path folder) {
        String name = String.valueOf(folder.getFileName()).substring(PREFIX.length());
        return ProcessName.isGone(name.substring(0, Math.max(0, name.lastIndexOf('-'))));
    }

    private static boolean isOf(UserPrincipal user, Path folder) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && user.equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            // Another process was faster.
            return false;
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
