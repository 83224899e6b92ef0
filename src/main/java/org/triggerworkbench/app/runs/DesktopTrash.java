package org.triggerworkbench.app.runs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The trash in the user's home of all Linux desktops, as their specification says (freedesktop.org, "The Trash specification",
 * 1.0): in {@code files} what was thrown away, in {@code info} where it was and when. Desktops show it and can put it back.
 */
record DesktopTrash(Path folder) {
    private static final String FILES = "files";
    private static final String INFO = "info";
    private static final String SUFFIX = ".trashinfo";

    static DesktopTrash ofUser() {
        String data = System.getenv("XDG_DATA_HOME");
        Path home = data == null || data.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(data);
        return new DesktopTrash(home.resolve("Trash"));
    }

    /**
     * Moves a file or folder here.
     *
     * @return where it lies now
     * @throws IOException if it is on another disk than the trash, or cannot be moved; it is then where it was
     */
    Path move(Path thrown) throws IOException {
        Path files = Files.createDirectories(folder.resolve(FILES));
        Path infos = Files.createDirectories(folder.resolve(INFO));
        // Bytes of the path as in a URL, slashes as they are.
        String path = thrown.toAbsolutePath().normalize().toUri().getRawPath().replaceFirst("/$", "");
        String text = "[Trash Info]\nPath=%s\nDeletionDate=%s\n"
                .formatted(path, LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
        for (int i = 1; ; i++) {
            String name = thrown.getFileName() + (i == 1 ? "" : "." + i);
            Path info = infos.resolve(name + SUFFIX);
            try {
                // Who makes this file has the name.
                Files.writeString(info, text, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            try {
                return Files.move(thrown, files.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.delete(info);
                throw e;
            }
        }
    }

    /** Lets the trash forget what was taken out of it again; nothing, where it was not in such a trash. */
    static void forget(Path trashed) throws IOException {
        Path files = trashed.getParent();
        if (files != null && files.endsWith(FILES)) {
            Files.deleteIfExists(files.resolveSibling(INFO).resolve(trashed.getFileName() + SUFFIX));
        }
    }
}
