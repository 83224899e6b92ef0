package org.triggerworkbench.compute.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Writes files whole or not at all: the bytes go to a temporary file in the same folder, are forced to the disk, and then
 * take the target's name in one step. Neither a crash nor a full disk leaves half a file or harms an older one.
 */
public final class AtomicFiles {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern LEFTOVER = Pattern.compile("\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    private AtomicFiles() {}

    /** Gives the content of a file. */
    @FunctionalInterface
    public interface WriteAction {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes bytes to a file, replacing what was there.
     *
     * @throws InputException if the target cannot be written; an older target is then unchanged
     */
    public static void write(Path target, byte[] bytes) {
        write(target, out -> out.write(bytes));
    }

    /**
     * Writes what an action gives to a file, replacing what was there. The action need neither buffer nor close.
     *
     * @throws InputException if the target cannot be written; an older target is then unchanged
     */
    public static void write(Path target, WriteAction action) {
        if (Files.isDirectory(target)) {
            throw new InputException(Messages.of(AtomicFiles.class).get("file.write.directory", target));
        }
        try {
            // A link stays a link: what it points to is replaced.
            Path real = Files.isSymbolicLink(target) && Files.exists(target)
                    ? target.toRealPath()
                    : target.toAbsolutePath();
            writeReal(real, action);
        } catch (IOException e) {
            throw new InputException(sentence(target, e), e);
        }
    }

    /**
     * Deletes what writes broken off by a kill left in a folder. Only for a folder that nobody else is writing to now.
     */
    public static void deleteLeftovers(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file ->
                            LEFTOVER.matcher(String.valueOf(file.getFileName())).matches())
                    .forEach(AtomicFiles::deleteQuietly);
        } catch (IOException | UncheckedIOException e) {
            // They only take space; what is wrong with the folder shows at the next write.
            return;
        }
    }

    private static void writeReal(Path target, WriteAction action) throws IOException {
        Path temporary = target.resolveSibling("." + UUID.randomUUID() + ".tmp");
        boolean done = false;
        try {
            // Not a channel: a channel closes when its thread is interrupted, and a cancelled run still saves its last
            // checkpoint.
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    BUFFER_BYTES)) {
                action.writeTo(out);
            }
            try (RandomAccessFile written = new RandomAccessFile(temporary.toFile(), "rw")) {
                written.getFD().sync();
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } finally {
            if (!done) {
                deleteQuietly(temporary);
            }
        }
        forceFolder(target);
    }

    /** Makes the new name itself survive a power cut; Windows opens no folders and needs none of this. */
    private static void forceFolder(Path target) {
        Path folder = target.getParent();
        if (folder == null || Thread.currentThread().isInterrupted()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file itself is whole and in place.
            return;
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The first fault is the one to report.
            return;
        }
    }

    private static String sentence(Path target, IOException fault) {
        Messages messages = Messages.of(AtomicFiles.class);
        String reason = String.valueOf(fault.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space") || lower.contains("quota")) {
            return messages.get("file.write.space", target);
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            return messages.get("file.write.folder", target);
        }
        if (fault instanceof AccessDeniedException
                || fault instanceof NoSuchFileException
                || lower.contains("read-only")
                || lower.contains("permission denied")) {
            return messages.get("file.write.denied", target);
        }
        return messages.get("file.write.other", target, reason);
    }
}
