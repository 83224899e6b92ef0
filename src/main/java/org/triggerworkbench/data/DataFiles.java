package org.triggerworkbench.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Listing and reading of data files, with faults in words. */
final class DataFiles {
    private static final Messages MESSAGES = Messages.of(DataFiles.class);

    private DataFiles() {}

    /** What is directly in a folder and not hidden, in natural order of the names. */
    static List<Path> list(Path folder) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                if (!name(path).startsWith(".")) {
                    paths.add(path);
                }
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
        paths.sort(Comparator.comparing(DataFiles::name, new NaturalOrder()));
        return paths;
    }

    /** The sub-folders of {@link #list}. */
    static List<Path> folders(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    /** The whole file. */
    static byte[] bytes(Path file) {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            // A named pipe among the files would be waited for without end.
            if (!facts.isRegularFile()) {
                throw new InputException(MESSAGES.get("file.odd", file));
            }
            if (facts.size() > Integer.MAX_VALUE - 8) {
                throw new InputException(MESSAGES.get("file.large", file));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The last name of a path, also of "." and of a file system's root. */
    static String name(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }

    static InputException unreadable(Path path, Exception cause) {
        return new InputException(MESSAGES.get("file.unreadable", path, cause), cause);
    }
}
