package org.triggerworkbench.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Folders that runs write to. */
public final class OutputFolders {
    private static final Messages TEXT = Messages.of(OutputFolders.class);

    private OutputFolders() {}

    /**
     * Makes a folder and those above it, and makes sure that it can be written to.
     *
     * @throws InputException if it cannot
     */
    public static Path create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(TEXT.get("folder.create", folder, reason(e)), e);
        }
        if (!Files.isWritable(folder)) {
            throw new InputException(TEXT.get("folder.create", folder, TEXT.get("reason.denied")));
        }
        return folder;
    }

    /** Deletes a folder of ours with all it holds; what cannot be deleted stays. */
    public static void delete(Path folder) {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return;
        }
        for (Path path : deepestFirst) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return TEXT.get("reason.denied");
        }
        String reason = e instanceof FileSystemException fault ? fault.getReason() : e.getMessage();
        return reason == null ? TEXT.get("reason.name") : reason;
    }
}
