package org.triggerworkbench.compute.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The sentences about tensor files that cannot be read. */
final class TensorFileFaults {
    private TensorFileFaults() {}

    /** Something in the file breaks its format. */
    static InputException damaged(Path file, String format, String fault, Object... details) {
        Messages messages = Messages.of(TensorFileFaults.class);
        return new InputException(messages.get("tensors.damaged", file, format, messages.get(fault, shown(details))));
    }

    /** The file may be whole, but its elements have a type we do not hold. */
    static InputException unsupported(Path file, String tensor, String type) {
        Messages messages = Messages.of(TensorFileFaults.class);
        return new InputException(
                messages.get("tensors.unsupported", file, messages.get("fault.dtype", shown(tensor, type))));
    }

    /** Any sentence whose first argument is the file. */
    static InputException about(Path file, String key, Object... details) {
        Object[] arguments = new Object[details.length + 1];
        arguments[0] = file;
        System.arraycopy(shown(details), 0, arguments, 1, details.length);
        return new InputException(Messages.of(TensorFileFaults.class).get(key, arguments));
    }

    /** Words of the file cut to what may be shown. */
    private static Object[] shown(Object... details) {
        Object[] shown = details.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown[i] instanceof String word ? FileWord.shown(word) : shown[i];
        }
        return shown;
    }

    static InputException unreadable(Path file, IOException fault) {
        Messages messages = Messages.of(TensorFileFaults.class);
        return new InputException(
                fault instanceof AccessDeniedException
                        ? messages.get("file.read.denied", file)
                        : messages.get("file.read.other", file, String.valueOf(fault.getMessage())),
                fault);
    }

    /** Reads what a file of so many bytes holds. */
    interface Reading {
        TensorFile read(InputStream in, long fileBytes) throws IOException;
    }

    /**
     * What a file holds.
     *
     * @throws InputException if it cannot be read or is empty
     */
    static TensorFile read(Path file, Reading reading) {
        try {
            long fileBytes = sizeOf(file);
            if (fileBytes == 0) {
                throw about(file, "file.empty");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return reading.read(in, fileBytes);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Size of a file in bytes.
     *
     * @throws InputException if there is no such file or it is a folder
     */
    static long sizeOf(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw about(file, "file.read.missing");
        }
        // A pipe or a device would block or never end.
        if (!Files.isRegularFile(file)) {
            throw about(file, "file.read.folder");
        }
        return Files.size(file);
    }

    /** Refuses, before anything is allocated, tensors that cannot fit. */
    static void requireMemory(Path file, long bytes) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw about(file, "file.memory", bytes, most);
        }
    }
}
