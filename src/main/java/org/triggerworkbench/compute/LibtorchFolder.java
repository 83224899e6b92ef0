package org.triggerworkbench.compute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** A libtorch on this machine: its own folder, or that of a Python's torch. */
public final class LibtorchFolder {
    /** The version that the engine's JNI library is built against; another one ends the process while it is loaded. */
    public static final String WANTED = "2.7.1";

    private static final String CUDA = "cu128";
    private static final Messages TEXT = Messages.of(LibtorchFolder.class);
    private static final Pattern VERSION = Pattern.compile("^__version__\\s*=\\s*'([^']+)'", Pattern.MULTILINE);

    private LibtorchFolder() {}

    /**
     * Checks a folder that the user named.
     *
     * @param folder a libtorch folder, the torch folder of a Python, or the lib folder in either
     * @return the folder that holds the libraries
     * @throws InputException if it has no libtorch, or one of a version that the engine does not take, naming both
     */
    public static Path require(Path folder) {
        Path libraries = Files.isDirectory(folder.resolve("lib")) ? folder.resolve("lib") : folder;
        if (!Files.exists(libraries.resolve(System.mapLibraryName("torch")))) {
            throw new InputException(TEXT.get("libtorch.none", folder, System.mapLibraryName("torch")));
        }
        Path parent = libraries.toAbsolutePath().getParent();
        String version = version(parent == null ? folder : parent).orElse("");
        if (version.isEmpty()) {
            throw new InputException(TEXT.get("libtorch.unknown", folder, WANTED));
        }
        if (!version.split("\\+", 2)[0].equals(WANTED)) {
            throw new InputException(TEXT.get("libtorch.version", folder, version, WANTED));
        }
        return libraries;
    }

    /**
     * The flavour of the engine's own library that fits a libtorch: its library is built for the processor and for one CUDA.
     *
     * @param libraries as {@link #require} tells
     */
    static String flavor(Path libraries) {
        Path parent = libraries.toAbsolutePath().getParent();
        String version = version(parent == null ? libraries : parent).orElse("");
        return version.contains("+cu") ? CUDA : "cpu";
    }

    /** The version a libtorch says it is, such as {@code 2.7.1+cu128}: in build-version, or in version.py of a Python's torch. */
    private static Optional<String> version(Path folder) {
        Path plain = folder.resolve("build-version");
        Path python = folder.resolve("version.py");
        try {
            if (Files.isRegularFile(plain)) {
                return Optional.of(Files.readString(plain).strip());
            }
            if (Files.isRegularFile(python)) {
                Matcher matcher = VERSION.matcher(Files.readString(python));
                return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
            }
        } catch (IOException e) {
            throw new InputException(TEXT.get("libtorch.unknown", folder, WANTED), e);
        }
        return Optional.empty();
    }
}
