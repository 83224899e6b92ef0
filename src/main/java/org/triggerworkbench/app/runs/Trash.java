package org.triggerworkbench.app.runs;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.triggerworkbench.text.AllowedBecause;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Takes run folders away so that they can be had back. Not for the window thread. */
@AllowedBecause("only java.awt.Desktop knows the desktop's own trash")
final class Trash {
    private static final Messages TEXT = Messages.of(Trash.class);
    private static final String FOLDER = ".trash";

    private Trash() {}

    /**
     * Moves a folder to the desktop's trash, or, where there is none, to a folder {@value #FOLDER} beside it.
     *
     * @return where it lies now, if this program can put it back
     * @throws InputException if it cannot be moved
     */
    static Optional<Path> move(Path folder) {
        if (hasDesktopTrash() && Desktop.getDesktop().moveToTrash(folder.toFile())) {
            return Optional.empty();
        }
        try {
            Path trash = Files.createDirectories(folder.resolveSibling(FOLDER));
            Path place = free(trash, String.valueOf(folder.getFileName()));
            return Optional.of(Files.move(folder, place));
        } catch (IOException e) {
            throw new InputException(TEXT.get("trash.unmoved", folder), e);
        }
    }

    /**
     * Puts a folder back.
     *
     * @throws InputException if something stands in its place or it cannot be moved
     */
    static Path putBack(Path trashed, Path folder) {
        try {
            return Files.move(trashed, folder);
        } catch (IOException e) {
            throw new InputException(TEXT.get("trash.unrestored", trashed, folder), e);
        }
    }

    private static boolean hasDesktopTrash() {
        return !GraphicsEnvironment.isHeadless()
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.MOVE_TO_TRASH);
    }

    private static Path free(Path trash, String name) {
        Path place = trash.resolve(name);
        for (int i = 2; Files.exists(place); i++) {
            place = trash.resolve(name + "-" + i);
        }
        return place;
    }
}
