package org.triggerworkbench.app.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Files kept under names that follow from what they hold. */
final class Copies {
    private Copies() {}

    /**
     * A file of a folder, which is made where it is not there yet.
     *
     * @throws InputException if it cannot be made
     */
    static Path draft(Path folder, String name) {
        try {
            return Files.createDirectories(folder).resolve(name);
        } catch (IOException e) {
            throw new InputException(Messages.of(Copies.class).get("folder.unwritable", folder), e);
        }
    }

    /**
     * Moves a file to its name.
     *
     * @throws InputException if it cannot be moved
     */
    static Path keep(Path draft, Function<byte[], Path> name) {
        try {
            Path kept = name.apply(Files.readAllBytes(draft)).toAbsolutePath();
            Files.move(draft, kept, StandardCopyOption.REPLACE_EXISTING);
            return kept;
        } catch (IOException e) {
            throw new InputException(Messages.of(Copies.class).get("folder.unwritable", draft), e);
        }
    }
}
