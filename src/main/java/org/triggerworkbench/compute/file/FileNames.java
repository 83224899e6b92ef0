package org.triggerworkbench.compute.file;

import java.nio.file.Path;

/** Names of files that belong together, such as a model and its card. */
public final class FileNames {
    private FileNames() {}

    /** The file's name without its last extension. A name that begins with its only dot has none. */
    public static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
