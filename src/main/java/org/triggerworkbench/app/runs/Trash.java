package org.triggerworkbench.app.runs;

import com.sun.jna.platform.FileUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Takes run folders away so that they can be had back. Not for the window thread. */
final class Trash {
    private static final Logger LOG = LoggerFactory.getLogger(Trash.class);
    private static final Messages TEXT = Messages.of(Trash.class);
    private static final String FOLDER = ".trash";

    private Trash() {}

    /**
     * Moves a folder of the user's home to the desktop's trash. One that lies elsewhere or among temporary files, and any that
     * the desktop does not take, goes to a folder {@value #FOLDER} beside it.
     *
     * @return where it lies now, if this program can put it back
     * @throws InputException if it cannot be moved
     */
    static Optional<Path> move(Path folder) {
        if (isBelow(folder, "user.home") && !isBelow(folder, "java.io.tmpdir")) {
            try {
                return toDesktop(folder);
            } catch (IOException | LinkageError e) {
                LOG.warn("{} does not go to the desktop's trash", folder, e);
            }
        }
        try {
            return Optional.of(Files.move(folder, free(folder)));
        } catch (IOException e) {
            throw new InputException(TEXT.get("trash.unmoved", folder), e);
        }
    }

    private static boolean isBelow(Path folder, String property) {
        return folder.toAbsolutePath()
                .normalize()
                .startsWith(
                        Path.of(System.getProperty(property)).toAbsolutePath().normalize());
    }

    private static Optional<Path> toDesktop(Path folder) throws IOException {
        if (File.separatorChar == '/' && !System.getProperty("os.name", "").startsWith("Mac")) {
            return Optional.of(DesktopTrash.ofUser().move(folder));
        }
        FileUtils.getInstance().moveToTrash(folder.toFile());
        return Optional.empty();
    }

    /**
     * Puts a folder back.
     *
     * @throws InputException if something stands in its place or it cannot be moved
     */
    static Path putBack(Path trashed, Path folder) {
        try {
            Path back = Files.move(trashed, folder);
            DesktopTrash.forget(trashed);
            return back;
        } catch (IOException e) {
            throw new InputException(TEXT.get("trash.unrestored", trashed, folder), e);
        }
    }

    private static Path free(Path folder) throws IOException {
        Path trash = Files.createDirectories(folder.resolveSibling(FOLDER));
        Path place = trash.resolve(folder.getFileName());
        for (int i = 2; Files.exists(place); i++) {
            place = trash.resolve(folder.getFileName() + "-" + i);
        }
        return place;
    }
}
