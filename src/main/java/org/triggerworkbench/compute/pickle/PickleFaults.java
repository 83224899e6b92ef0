package org.triggerworkbench.compute.pickle;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The sentences about one file that is not read. */
record PickleFaults(Path file) {
    /** It asks for something that is not read here, whatever it would do. */
    InputException refused(String what, Object... details) {
        return about("pickle.refused", text(what, details));
    }

    /** It breaks its format. */
    InputException damaged(String fault, Object... details) {
        return about("tensors.damaged", text("pickle.format"), text(fault, details));
    }

    /** It may be whole, but is beyond what is read. */
    InputException beyond(String fault, Object... details) {
        return about("pickle.beyond", text(fault, details));
    }

    InputException unreadable(IOException fault) {
        String sentence = fault instanceof AccessDeniedException
                ? text("file.read.denied", file)
                : text("file.read.other", file, shown(String.valueOf(fault.getMessage())));
        return new InputException(sentence, fault);
    }

    /** Refuses, before anything is allocated, what cannot fit. */
    void requireMemory(long bytes) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw about("file.memory", bytes, most);
        }
    }

    /** Any sentence whose first argument is the file. */
    InputException about(String key, Object... details) {
        Object[] arguments = new Object[details.length + 1];
        arguments[0] = file;
        System.arraycopy(details, 0, arguments, 1, details.length);
        return new InputException(text(key, arguments));
    }

    /** A word of the file as it may be shown: short, without control characters. */
    static String shown(String word) {
        return FileWord.shown(word);
    }

    private static String text(String key, Object... details) {
        return Messages.of(PickleFaults.class).get(key, details);
    }
}
